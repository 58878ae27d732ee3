package dev.baton.demo.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HaProxyTest {
  private final String text =
      HaProxy.configuration(
          new Address("127.0.0.1", 9000),
          List.of(new Address("127.0.0.1", 8081), new Address("127.0.0.1", 8082)));

  @Test
  void everyNodeIsCheckedByItsHealth() {
    assertTrue(text.contains("    option httpchk GET /health\n    http-check expect status 200\n"));
    assertTrue(text.contains("    default-server check "));
    assertTrue(
        text.endsWith("    server node-1 127.0.0.1:8081\n    server node-2 127.0.0.1:8082\n"));
  }

  @Test
  void onlyWhatWasSurelyNotExecutedIsSentAgain() {
    assertEquals(
        List.of("retry-on conn-failure 503"),
        text.lines().map(String::strip).filter(line -> line.startsWith("retry-on")).toList());
    assertTrue(text.contains("    option redispatch 1\n"));
  }

  @Test
  void itListensOnLoopbackAndNowhereElse() {
    assertEquals(
        List.of("bind 127.0.0.1:9000"),
        text.lines().map(String::strip).filter(line -> line.startsWith("bind")).toList());
    assertFalse(text.contains("stats"));
  }
}
