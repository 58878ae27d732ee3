package dev.baton.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What is left of a story. */
class SceneIT {
  private static Node played;

  @Test
  void ofAFailedStoryDataAndOutputAreKeptAndNamed() throws Exception {
    Optional<Throwable> failure = play("fails");

    Path kept = played.data().getParent();
    assertTrue(Files.exists(kept.resolve("1.out")), "no output in " + kept);
    assertTrue(Files.isDirectory(played.data()), "no data");
    String message = failure.orElseThrow().getMessage();
    assertTrue(message.contains("it was to fail"), message);
    assertTrue(message.contains(kept.getParent().toString()), message);
    assertFalse(played.process().process().isAlive(), "the node lives");
    Node.delete(kept.getParent());
  }

  @Test
  void ofAStoryThatSucceedsNothingIsLeft() {
    Optional<Throwable> failure = play("succeeds");

    assertTrue(failure.isEmpty(), failure::toString);
    assertFalse(Files.exists(played.data().getParent()), "something is left");
    assertFalse(played.process().process().isAlive(), "the node lives");
  }

  private static Optional<Throwable> play(String story) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectMethod(Story.class, story))
            .build();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getException())
        .findFirst();
  }

  /** Played by {@link SceneIT} alone. */
  static final class Story {
    @RegisterExtension final Scene scene = new Scene();

    @Test
    void fails() throws Exception {
      succeeds();
      throw new AssertionError("it was to fail");
    }

    @Test
    void succeeds() throws Exception {
      played = scene.nodes(1).node(1);
      played.launch();
    }
  }
}
