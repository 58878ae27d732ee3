package dev.baton.container.upgrade.stage;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.container.gate.Calls;
import dev.baton.container.gate.HoldLimits;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.Targets;
import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.shard.NotSafeException;
import dev.baton.state.shard.Shard;
import dev.baton.state.table.CallScope;
import dev.baton.state.table.ShardCaller;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ShardCustodyTest {
  private final CallScope scope =
      () -> Calls.custody() instanceof ShardCustody mine ? mine.tables() : null;
  private final VersionState version = new VersionState("counter", "1.0.0", 1, scope, inPlace());
  private final StateMap<String, Long> counts =
      version.api().map(TableSpec.of("counts", String.class, Long.class));

  private static ShardCaller inPlace() {
    return new ShardCaller() {
      @Override
      public <R> R call(int shard, Supplier<R> body) {
        return body.get();
      }
    };
  }

  /** As a shard answers once it was discarded. */
  private static Shard discarded() {
    return (Shard)
        Proxy.newProxyInstance(
            Shard.class.getClassLoader(),
            new Class<?>[] {Shard.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "position" -> 0L;
                  case "safe" -> (Long) arguments[0] <= 0;
                  case "awaitSafe" -> throw new NotSafeException("given up", null);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void aCallWhoseShardWasGivenUpInsideItIsNotToldThatItsWriteStands() {
    version.closeDeclarations();
    ShardTables tables = version.newTables(0, "sealed", null, System::nanoTime);
    tables.open();
    ServiceGate gate = new ServiceGate("counter", 1, new HoldLimits(1, Duration.ofSeconds(1)));
    gate.shard(0)
        .open(new Occupant("1.0.0", null, new Targets(), new ShardCustody(discarded(), tables), 0));
    assertThrows(
        UnknownOutcomeException.class, () -> gate.call(0, "1.0.0", () -> counts.put("k", 1L)));
  }
}
