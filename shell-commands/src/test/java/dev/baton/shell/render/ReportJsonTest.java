package dev.baton.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.shell.command.FakeServices;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  @Test
  void reportIsOneLine() {
    assertEquals(
        "{\"rollout\":\"20261121-142233-7f3a\",\"act\":\"rollback\",\"service\":\"counter\",\"from\":\"1.0.0\",\"to\":\"2.0.0\","
            + "\"elapsedMs\":3210.0,\"shards\":64,\"entries\":100000,\"bytes\":4600000,"
            + "\"callsHeld\":1234,\"longestHoldMs\":1.2,\"holdsMs\":[0.4,0.4,1.1],"
            + "\"notes\":[\"rollback to 1.0.0 is possible\"]}",
        ReportJson.of("20261121-142233-7f3a", FakeServices.report("rollback")));
  }
}
