package dev.baton.container.upgrade.stage;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.container.gate.Custody;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.ReplacedException;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.ShardTables;
import java.time.Duration;

/** A shard's tables in the hands of one version, as the gate sees them. */
public record ShardCustody(Shard shard, ShardTables tables) implements Custody {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** That of these tables: a shard that has let them go would say that nothing was written. */
  @Override
  public long position() {
    return tables.position();
  }

  @Override
  public void called(int calls) {
    shard.called(calls);
  }

  @Override
  public void awaitSafe(long position) {
    if (shard.safe(position)) {
      return;
    }
    try {
      shard.awaitSafe(position, ANSWER_LIMIT);
    } catch (NotSafeException | ReplacedException unknown) {
      throw new UnknownOutcomeException(
          "Executed, but whether it will stand is not known: " + unknown.getMessage(), unknown);
    }
  }
}
