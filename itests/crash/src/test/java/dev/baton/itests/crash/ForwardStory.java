package dev.baton.itests.crash;

import dev.baton.itests.Distribution;
import java.nio.file.Path;

/**
 * Interrupted starts after an interrupted upgrade from which there is no way back: the new version
 * serves. Each point has a data directory of its own, for there is no way back from it either.
 */
final class ForwardStory extends Story {
  private static final String PATIENT = "--max-pause=20s";

  private final Path oneWay;
  private final Path next;
  private Counters counters;

  ForwardStory(Distribution distribution, Path directory) throws Exception {
    super(distribution, directory);
    Path like = distribution.example("counter-2.0.0.jar");
    oneWay = OneWay.make(like, directory, "3.0.0");
    next = OneWay.make(like, directory, "3.1.0");
  }

  @Override
  void begin(CrashPoint point) throws Exception {
    counters = new Counters();
    site().start(WHOLE_ACT.repeat(2) + point.row());
    for (String file : new String[] {"counter-api", "counter", "counter-web"}) {
      site().command("deploy", site().example(file + "-1.0.0.jar"));
    }
    counters.preload(site().node().http());
  }

  @Override
  void halt(CrashPoint point) throws Exception {
    Callers callers = Callers.start(counters, site().node().http());
    try {
      site().commandAndHalt("upgrade", PATIENT, oneWay.toString());
    } finally {
      callers.end();
    }
    site().startAndHalt(point.at());
  }

  @Override
  void recover(CrashPoint point, CrashPoint following) throws Exception {
    site().start("");
    audit("3.0.0");
    Callers callers = Callers.start(counters, site().node().http());
    try {
      site().command("upgrade", PATIENT, next.toString());
    } finally {
      callers.end();
    }
    callers.requireServed();
    audit("3.1.0");
    close();
  }

  private void audit(String version) throws Exception {
    site().awaitServes(version, Counters.KEYS);
    counters.audit(site().node().http(), 3);
  }
}
