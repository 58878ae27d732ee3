package dev.baton.itests.upgrade;

import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import dev.baton.container.Act;
import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.Report;
import dev.baton.container.Services;
import dev.baton.itests.upgrade.api.Latches;
import dev.baton.itests.upgrade.api.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;
import org.junit.After;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** What all stories share: a node in this JVM, and words to tell them in. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class Story {
  static final HandoffOptions AS_USUAL = HandoffOptions.defaults();
  static final HandoffOptions HELD =
      new HandoffOptions(AS_USUAL.maxPause(), AS_USUAL.drainTimeout(), true);
  static final HandoffOptions HURRIED =
      new HandoffOptions(Duration.ofMillis(200), Duration.ofMillis(300), false);

  @Inject protected BundleContext context;
  @Inject protected Services services;

  /** Runs outside of the container: makes the bundles and starts the node. */
  @Configuration
  public Option[] node() throws Exception {
    Path work =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "stories")), "node")
            .toAbsolutePath();
    TestBundles bundles = new TestBundles(work);
    VersionsMade.make(bundles, work);
    return new Option[] {NodeInside.options(work, bundles.api())};
  }

  /** The stories call the ledger through the very API that its versions offer. */
  @ProbeBuilder
  public TestProbeBuilder probe(TestProbeBuilder probe) {
    probe.setHeader(Constants.IMPORT_PACKAGE, "dev.baton.itests.upgrade.api");
    return probe;
  }

  /** Nothing is left for the next story. */
  @After
  public void undeploy() throws Exception {
    Latches.release();
    if (services.status().services().stream().anyMatch(s -> s.name().equals("ledger"))) {
      done(services.undeploy("ledger", true));
    }
  }

  /** A bundle that was made before, by the name of its component. */
  Path file(String name) {
    return Path.of(System.getProperty(NodeInside.BUNDLES)).resolve(name + ".jar");
  }

  Report deploy(String name) throws Exception {
    return done(services.deploy(file(name)));
  }

  Report upgrade(String name) throws Exception {
    return done(services.upgrade(file(name), AS_USUAL));
  }

  static Report done(Act act) throws Exception {
    return act.result().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** The words an act is refused with. */
  static String refusal(Act act) throws Exception {
    try {
      Report report = done(act);
      fail("not refused: " + report);
      return "";
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RefusedException refused) {
        return refused.getMessage();
      }
      throw failed;
    }
  }

  /** A bundle is refused with these words, and the version that serves goes on. */
  void refused(Act act, String... words) throws Exception {
    String message = refusal(act);
    for (String word : words) {
      assertTrue("'" + word + "' in: " + message, message.contains(word));
    }
  }

  /** Asks again and again, for a while, until the answer is yes. */
  static void eventually(BooleanSupplier question) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!question.getAsBoolean()) {
      assertTrue("not within 20 s", System.nanoTime() < deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** The version that holds all shards. */
  Map<String, Integer> holders() {
    return services.status("ledger").shardsByVersion();
  }

  /** The ledger as every consumer sees it. */
  Ledger ledger() {
    ServiceReference<Ledger> reference = context.getServiceReference(Ledger.class);
    return reference == null ? null : context.getService(reference);
  }
}
