package dev.baton.container.cluster.member;

import static dev.baton.container.cluster.member.Nodes.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorTest {
  private final AtomicInteger served = new AtomicInteger();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final Map<String, Object> said = new ConcurrentHashMap<>();
  private volatile boolean leaving;
  private volatile boolean left;
  private final Door door = new Door(() -> leaving, () -> left);
  private Thread stopping;

  @AfterEach
  void end() {
    answers.countDown();
    if (stopping != null) {
      stopping.interrupt();
    }
  }

  @Test
  void whoComesToANodeThatServesIsServedAndStays() throws Exception {
    come();

    assertEquals(1, served.get());
    assertEquals(Map.of(), said);
  }

  @Test
  void whoComesToANodeThatLeavesIsServedAndAskedToGoElsewhere() throws Exception {
    leaving = true;
    come();

    assertEquals(1, served.get());
    assertEquals(Map.of("Connection", "close"), said);
  }

  @Test
  void whoComesToANodeThatHasLeftIsToldThatNothingWasExecuted() throws Exception {
    left = true;
    door.run();
    come();

    assertEquals(0, served.get());
    assertEquals(503, said.get("setStatus"));
    assertEquals("1", said.get("Retry-After"));
    assertEquals("close", said.get("Connection"));
  }

  @Test
  void aNodeStopsWhenItHasLeftAndWhoIsInsideIsAnswered() throws Exception {
    Thread inside = new Thread(() -> comeAndWait(), "inside");
    inside.start();
    eventually("somebody is inside", () -> served.get() == 1);
    stopping = new Thread(door, "stopping");
    stopping.start();
    leaving = true;
    come((request, response) -> served.incrementAndGet());
    assertEquals(2, served.get());

    left = true;
    eventually("nobody is let in", this::isShut);
    assertTrue(stopping.isAlive(), "it waits for who is inside");
    answers.countDown();
    stopping.join();
    inside.join();
  }

  private boolean isShut() {
    said.clear();
    come();
    return Integer.valueOf(503).equals(said.get("setStatus"));
  }

  private void come() {
    come((request, response) -> served.incrementAndGet());
  }

  private void comeAndWait() {
    come(
        (request, response) -> {
          served.incrementAndGet();
          try {
            answers.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void come(FilterChain servlet) {
    try {
      door.doFilter(fake(HttpServletRequest.class), fake(HttpServletResponse.class), servlet);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Notes headers by their names, and the last argument of other calls by theirs. */
  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("getOutputStream")) {
                return new Nowhere();
              }
              if (method.getName().equals("setHeader")) {
                said.put((String) arguments[0], arguments[1]);
              } else if (arguments != null && arguments.length == 1) {
                said.put(method.getName(), arguments[0]);
              }
              return null;
            }));
  }

  private static final class Nowhere extends ServletOutputStream {
    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("nobody listens");
    }

    @Override
    public void write(int b) {
      // What is said is in status and headers.
    }
  }
}
