package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.Backups;
import dev.baton.container.Report;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.LedgerEntries;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.backup.Backup;
import dev.baton.container.upgrade.backup.Shards;
import java.nio.file.Path;
import java.util.List;

/** The verbs on backups: one at a time on a node. */
final class BackupVerbs implements Backups {
  /** No service has such a name. */
  private static final String KEY = "backup or restore";

  private final Node node;
  private final Ledger ledger;
  private final Shards shards;
  private final String baton;

  /**
   * @param baton the version of Baton that this node runs
   */
  BackupVerbs(Node node, Ledger ledger, Shards shards, String baton) {
    this.node = node;
    this.ledger = ledger;
    this.shards = shards;
    this.baton = baton;
  }

  @Override
  public Act backup(Path directory) {
    return node.acts().start(KEY, "backup to " + directory, act -> backup(directory, act));
  }

  private Report backup(Path directory, RunningAct act) throws InterruptedException {
    List<String> names =
        ledger.now().roster().nodes().stream()
            .map(each -> LedgerEntries.name(ledger.now().entries(), each))
            .sorted()
            .toList();
    Backup.Writer writer = new Backup.Writer(baton, node.cluster().self().name(), names);
    List<String> notes =
        new Backup(node.record(), node.exchange(), shards, writer).write(directory, act);
    return Reports.plain("backup", directory.toString(), "", "", act, notes);
  }

  @Override
  public Act restore(Path directory, String service) {
    return node.acts()
        .start(
            KEY,
            "restore from " + directory,
            act -> new Restore(node, act).run(directory, service));
  }
}
