package dev.baton.itests.crash;

import static dev.baton.itests.crash.Act.ABORT;
import static dev.baton.itests.crash.Act.BOOT;
import static dev.baton.itests.crash.Act.DEPLOY;
import static dev.baton.itests.crash.Act.DISCARD;
import static dev.baton.itests.crash.Act.FINISH;
import static dev.baton.itests.crash.Act.FORWARD;
import static dev.baton.itests.crash.Act.REDEPLOY;
import static dev.baton.itests.crash.Act.ROLLBACK;
import static dev.baton.itests.crash.Act.UNDEPLOY;
import static dev.baton.itests.crash.Act.UPGRADE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.itests.Distribution;
import dev.baton.state.step.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ends a node at every step of every act, under load, starts it again, and finds one version
 * serving with everything that was acknowledged.
 *
 * <p>The whole table takes a while, so {@code verify} plays some points that a seed selects, and
 * the profile {@code crash} plays them all:
 *
 * <pre>
 * ./mvnw verify -Pcrash -pl itests/crash -am
 * </pre>
 *
 * <p>{@code -Dcrash.points=N} plays N of them, {@code -Dcrash.points=COMMIT} those with that text
 * in their name, {@code -Dcrash.seed=N} the same as another run that named this seed.
 */
class CrashPointsIT {
  private static final int KILLS_OF_POINTS = 6;

  private static final String SELECTION = System.getProperty("crash.points", "all");
  private static final long SEED = seed();

  private static Path directory;
  private static Distribution distribution;
  private static ChangeStory changes;
  private static DeployStory deploys;
  private static KeptStory kept;
  private static ForwardStory forwards;

  private static long seed() {
    String given = System.getProperty("crash.seed", "");
    return given.isEmpty() ? new Random().nextInt(100_000) : Long.parseLong(given);
  }

  @BeforeAll
  static void unpack() throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    directory = Files.createTempDirectory(target, "crash");
    distribution = Distribution.unpack(directory.resolve("baton"));
    changes = new ChangeStory(distribution, directory.resolve("changes"));
    deploys = new DeployStory(distribution, directory.resolve("deploys"));
    kept = new KeptStory(distribution, directory.resolve("kept"));
    forwards = new ForwardStory(distribution, directory.resolve("forwards"));
  }

  @AfterAll
  static void end() throws IOException, InterruptedException {
    List<Story> stories = List.of(changes, deploys, kept, forwards);
    for (Story story : stories) {
      story.close();
    }
    if (stories.stream().noneMatch(Story::hasFailed)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Those that take several nodes are played in {@code itests/cluster}. */
  @Test
  void everyStepOfOneNodeIsReachedBySomeAct() {
    Set<Step> steps =
        CrashPoints.all(new Random(0)).stream()
            .map(CrashPoint::step)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Step.class)));

    Set<Step> ofOne = EnumSet.allOf(Step.class);
    ofOne.removeIf(Step::isOfSeveral);
    assertEquals(ofOne, steps);
  }

  @TestFactory
  Stream<DynamicContainer> oneVersionServesAllThatWasAcknowledged() {
    List<CrashPoint> ofChanges = selected(1, UPGRADE, ROLLBACK, FINISH, ABORT, BOOT, DEPLOY);
    List<CrashPoint> ofDeploys = ofChanges.stream().filter(p -> p.act() == DEPLOY).toList();
    ofChanges = ofChanges.stream().filter(p -> p.act() != DEPLOY).toList();
    return Stream.of(
        container("changes", played(changes, ofChanges)),
        container("kills", kills(ofChanges.size() / KILLS_OF_POINTS)),
        container("deploys", played(deploys, ofDeploys)),
        container("kept", played(kept, selected(6, UNDEPLOY, DISCARD, REDEPLOY))),
        container("forwards", played(forwards, selected(16, FORWARD))));
  }

  private static DynamicContainer container(String name, Stream<DynamicTest> tests) {
    return DynamicContainer.dynamicContainer(name + ", seed " + SEED, tests);
  }

  private static Stream<DynamicTest> played(Story story, List<CrashPoint> points) {
    return IntStream.range(0, points.size())
        .mapToObj(
            i -> {
              CrashPoint next = i + 1 < points.size() ? points.get(i + 1) : null;
              CrashPoint point = points.get(i);
              return dynamicTest(point.toString(), () -> story.play(point, next));
            });
  }

  private static Stream<DynamicTest> kills(int number) {
    Random random = new Random(SEED);
    return IntStream.range(0, number)
        .mapToObj(i -> dynamicTest("kill " + i, () -> changes.kill(random)));
  }

  /**
   * Points of some acts: all, or those named, or a number of them.
   *
   * @param part by what that number is divided for these acts
   */
  private static List<CrashPoint> selected(int part, Act... acts) {
    Random random = new Random(SEED);
    List<CrashPoint> points = new ArrayList<>(CrashPoints.all(random));
    Collections.shuffle(points, random);
    points.removeIf(p -> !List.of(acts).contains(p.act()));
    if (SELECTION.equals("all")) {
      return points;
    }
    if (SELECTION.matches("[0-9]+")) {
      return points.subList(0, Math.min(points.size(), Integer.parseInt(SELECTION) / part));
    }
    return points.stream().filter(p -> p.toString().contains(SELECTION)).toList();
  }
}
