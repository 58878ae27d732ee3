package dev.baton.container.upgrade;

import dev.baton.container.Report;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.handoff.Figures;
import java.time.Duration;
import java.util.List;

/** Makes reports. */
final class Reports {
  private Reports() {}

  /** Of an act that moved no shard. */
  static Report plain(
      String act, String service, String from, String to, RunningAct ran, List<String> notes) {
    return new Report(
        act, service, from, to, ran.elapsed(), 0, 0, 0, 0, Duration.ZERO, List.of(), notes);
  }

  /** Of a hand-off. */
  static Report of(
      String act,
      String service,
      String from,
      String to,
      RunningAct ran,
      Figures moved,
      List<String> notes) {
    return new Report(
        act,
        service,
        from,
        to,
        ran.elapsed(),
        moved.closed().size(),
        moved.entries(),
        moved.bytes(),
        moved.held().total(),
        moved.held().longest(),
        moved.closed(),
        notes);
  }
}
