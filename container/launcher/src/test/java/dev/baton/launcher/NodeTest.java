package dev.baton.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.launch.Framework;

@Timeout(60)
class NodeTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final AtomicInteger state = new AtomicInteger(Bundle.STARTING);
  private final AtomicInteger looks = new AtomicInteger();

  /** As a bundle does that has the node begin anew: nobody has told the launcher. */
  @Test
  void aNodeThatIsStoppedWhileItStartsDoesNotWaitForItsServices(@TempDir Path directory)
      throws Exception {
    Files.createDirectories(directory.resolve("0"));
    Files.createFile(directory.resolve("0").resolve("none.jar"));
    SystemBundles system = SystemBundles.in(directory);
    HttpAddress.Reservation port = HttpAddress.parse("127.0.0.1:0").reserve();
    Node node = new Node(framework(), LONG);

    CompletableFuture<Boolean> started =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return node.start(system, port, why -> {});
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (looks.get() == 0) {
      assertFalse(started.isDone(), "it waits for its services");
      Thread.onSpinWait();
    }
    state.set(Bundle.RESOLVED);

    assertFalse(started.get(30, TimeUnit.SECONDS));
    port.close();
    assertTrue(port.socket().isClosed());
  }

  private Framework framework() {
    BundleContext context =
        fake(
            BundleContext.class,
            (self, method, arguments) -> {
              if (method.getName().equals("addServiceListener")) {
                looks.incrementAndGet();
              }
              return switch (method.getName()) {
                case "installBundle" -> bundle();
                case "createFilter" -> fake(Filter.class, NodeTest::nothing);
                default -> null;
              };
            });
    return fake(
        Framework.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "start" -> {
                state.set(Bundle.ACTIVE);
                yield null;
              }
              case "getState" -> state.get();
              case "getBundleContext" -> context;
              default -> null;
            });
  }

  private static Bundle bundle() {
    return fake(
        Bundle.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getState" -> Bundle.ACTIVE;
              case "adapt" -> fake((Class<?>) arguments[0], NodeTest::nothing);
              default -> null;
            });
  }

  private static Object nothing(Object self, Method method, Object[] arguments) {
    Class<?> type = method.getReturnType();
    return type == int.class ? (Object) 0 : type == boolean.class ? false : null;
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
