package dev.baton.state.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.state.StateMap;
import dev.baton.state.TableSpec;
import dev.baton.state.table.Calls;
import dev.baton.state.table.ShardTables;
import dev.baton.state.table.VersionState;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveFollowerTest {
  private final Calls calls = new Calls();
  private final VersionState version = calls.version("1.0.0", 1);
  private final StateMap<String, Long> counts =
      version.api().map(TableSpec.of("counts", String.class, Long.class));

  @Test
  void aNodeThatStopsTakesNoBatchFromTheFlusher() throws Exception {
    version.closeDeclarations();
    calls.open(version);
    ShardTables source = calls.shard(0);
    ShardTables target = version.newTables(0, "sealed", source, System::nanoTime);
    LiveFollower follower =
        new LiveFollower(
            source,
            target,
            List.of(),
            body -> {
              throw new RejectedExecutionException("stopping");
            });
    follower.load(n -> {});
    calls.call(0, () -> counts.put("k", 1L));
    assertEquals(1, source.takeAndEncode(1, TimeUnit.SECONDS).entries().size());
    follower.catchUp();
    assertEquals(1, target.entries());
  }
}
