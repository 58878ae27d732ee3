package dev.baton.example.counter.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.UnknownOutcomeException;
import dev.baton.example.counter.Counter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceException;

class CounterServletTest {
  private final Map<String, Long> counts = new HashMap<>();
  private RuntimeException failure;

  private final Counter counter =
      new Counter() {
        @Override
        public long increment(String key) {
          if (failure != null) {
            throw failure;
          }
          return counts.merge(key, 1L, Long::sum);
        }

        @Override
        public long get(String key) {
          return counts.getOrDefault(key, 0L);
        }

        @Override
        public long size() {
          return counts.size();
        }

        @Override
        public long preload(int n) {
          return n;
        }
      };

  @Test
  void incrementAnswersTheNewValueAndTheVersion() throws IOException {
    ask("POST", "/apples/increment");
    Exchange second = ask("POST", "/apples/increment");

    assertEquals(200, second.status);
    assertEquals("2", second.body());
    assertEquals("2", second.headers.get("X-Version"));
    assertEquals("2", ask("GET", "/apples").body());
    assertEquals("0", ask("GET", "/pears").body());
  }

  @Test
  void callThatWasNotExecutedMayBeRepeated() throws IOException {
    failure = new ServiceException("held too long");
    Exchange refused = ask("POST", "/apples/increment");

    assertEquals(503, refused.status);
    assertEquals("1", refused.headers.get("Retry-After"));
    assertEquals("held too long", refused.body());
    assertFalse(refused.headers.containsKey("X-Version"));
  }

  @Test
  void unknownOutcomeIsSaidToBeUnknown() throws IOException {
    failure = new UnknownOutcomeException("not confirmed in time", null);
    Exchange unknown = ask("POST", "/apples/increment");

    assertEquals(504, unknown.status);
    assertFalse(unknown.headers.containsKey("Retry-After"));
  }

  @Test
  void badRequestsAreToldWhatIsPossible() throws IOException {
    assertEquals(400, ask("GET", null).status);
    assertEquals(400, ask("GET", "/").status);
    assertEquals(400, ask("POST", "//increment").status);
    assertEquals(405, ask("POST", "/increment").status);
    assertEquals(200, ask("GET", "/increment").status);
    assertEquals(400, ask("GET", "/" + "x".repeat(201)).status);
    assertEquals(404, ask("GET", "/apples/pears").status);
    Exchange wrongMethod = ask("GET", "/apples/increment");
    assertEquals(405, wrongMethod.status);
    assertEquals("POST", wrongMethod.headers.get("Allow"));
    assertEquals(405, ask("DELETE", "/apples").status);
    assertTrue(counts.isEmpty());
  }

  @Test
  void preloadWantsANumber() throws IOException {
    assertEquals("7", preload("POST", "7").body());
    assertEquals(400, preload("POST", null).status);
    assertEquals(400, preload("POST", "many").status);
    assertEquals(400, preload("POST", "10000001").status);
    assertEquals(405, preload("GET", "7").status);
  }

  private Exchange ask(String method, String path) throws IOException {
    Exchange exchange = new Exchange(method, path, null);
    new CounterServlet(counter, () -> "2.0.0").service(exchange.request(), exchange.response());
    return exchange;
  }

  private Exchange preload(String method, String n) throws IOException {
    Exchange exchange = new Exchange(method, null, n);
    new PreloadServlet(counter, () -> "2.0.0").service(exchange.request(), exchange.response());
    return exchange;
  }
}
