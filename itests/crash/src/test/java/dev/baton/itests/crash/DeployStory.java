package dev.baton.itests.crash;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.baton.itests.Distribution;
import java.nio.file.Path;

/** Interrupted deploys. */
final class DeployStory extends Story {

  DeployStory(Distribution distribution, Path directory) {
    super(distribution, directory);
  }

  @Override
  void begin(CrashPoint point) throws Exception {
    site().start(row(point, false));
    site().command("deploy", site().example("counter-api-1.0.0.jar"));
  }

  /** What was deployed is removed, a deploy and its removal succeed, and the next deploy ends. */
  private static String row(CrashPoint point, boolean deployed) {
    return point == null ? "" : WHOLE_ACT.repeat(deployed ? 3 : 2) + point.row();
  }

  @Override
  void halt(CrashPoint point) throws Exception {
    if (site().counter() != null) {
      site().command("undeploy", "--discard-state", Site.SERVICE);
    }
    site().command(deploy());
    site().awaitServes(1, 0);
    site().command("undeploy", "--discard-state", Site.SERVICE);
    site().commandAndHalt(deploy());
  }

  private String[] deploy() {
    return new String[] {"deploy", site().example("counter-1.0.0.jar")};
  }

  @Override
  void recover(CrashPoint point, CrashPoint next) throws Exception {
    site().start(row(next, point.serves() != 0));
    if (point.serves() == 0) {
      assertNull(site().counter(), "a service whose deploy was interrupted");
    } else {
      site().awaitServes(1, 0);
    }
  }
}
