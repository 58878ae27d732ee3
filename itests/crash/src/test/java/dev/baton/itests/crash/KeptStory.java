package dev.baton.itests.crash;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.baton.itests.Distribution;
import java.nio.file.Path;

/**
 * Interrupted undeploys, and deploys onto the state that another version left. The servlet, which
 * cannot serve without the counter, is there only while something is counted.
 */
final class KeptStory extends Story {
  private static final String PATIENT = "--max-pause=20s";
  private static final String WEB = "counter-web";

  private final Counters counters = new Counters();
  private int version;

  KeptStory(Distribution distribution, Path directory) {
    super(distribution, directory);
  }

  @Override
  void begin(CrashPoint point) throws Exception {
    version = 1;
    site().start(WHOLE_ACT.repeat(3) + row(point));
    site().command("deploy", site().example("counter-api-1.0.0.jar"));
    site().command(deploy());
    site().command("deploy", site().example("counter-web-1.0.0.jar"));
    counters.preload(site().node().http());
    site().command("undeploy", WEB);
  }

  /** A new deploy comes after an undeploy. */
  private static String row(CrashPoint point) {
    return (point.act() == Act.REDEPLOY ? WHOLE_ACT : "") + point.row();
  }

  @Override
  void halt(CrashPoint point) throws Exception {
    switch (point.act()) {
      case DISCARD -> site().commandAndHalt("undeploy", "--discard-state", Site.SERVICE);
      case UNDEPLOY -> site().commandAndHalt("undeploy", Site.SERVICE);
      default -> {
        site().command("undeploy", Site.SERVICE);
        version = 3 - version;
        site().commandAndHalt(deploy());
      }
    }
  }

  private String[] deploy() {
    return new String[] {"deploy", site().example("counter-" + version + ".0.0.jar")};
  }

  @Override
  void recover(CrashPoint point, CrashPoint next) throws Exception {
    boolean gone = point.serves() == 0;
    site().start(next == null ? "" : WHOLE_ACT.repeat(gone ? 4 : 3) + row(next));
    if (gone) {
      assertNull(site().counter(), "a service that is not deployed");
      version = point.act() == Act.DISCARD ? 1 : version;
      site().command(deploy());
    }
    site().command("deploy", site().example("counter-web-1.0.0.jar"));
    if (point.act() == Act.DISCARD) {
      site().awaitServes(version, 0);
      counters.preload(site().node().http());
    }
    audit();
    changeUnderCalls();
    audit();
    site().command("undeploy", WEB);
  }

  private void audit() throws Exception {
    site().awaitServes(version, Counters.KEYS);
    counters.audit(site().node().http(), version);
  }

  private void changeUnderCalls() throws Exception {
    Callers callers = Callers.start(counters, site().node().http());
    try {
      site()
          .command(
              version == 1
                  ? new String[] {"upgrade", PATIENT, site().example("counter-2.0.0.jar")}
                  : new String[] {"rollback", PATIENT, Site.SERVICE, "1.0.0"});
      version = 3 - version;
    } finally {
      callers.end();
    }
    callers.requireServed();
  }
}
