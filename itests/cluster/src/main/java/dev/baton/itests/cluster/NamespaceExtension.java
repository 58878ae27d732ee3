package dev.baton.itests.cluster;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Plays a story in another JVM, unless this is that JVM already. */
final class NamespaceExtension implements InvocationInterceptor {
  private static final String INSIDE = "baton.network.inside";
  private static final long LIMIT_SECONDS = 300;

  /** Whether this JVM has a network of its own. */
  static boolean inside() {
    return Boolean.getBoolean(INSIDE);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceedInside(invocation);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceedInside(invocation);
  }

  private static void proceedInside(Invocation<Void> invocation) throws Throwable {
    if (inside()) {
      invocation.proceed();
    } else {
      invocation.skip();
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (inside()) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    Optional<String> missing = Network.missing();
    if (missing.isPresent()) {
      throw new TestAbortedException(missing.get());
    }
    play(method.getTargetClass().getName(), method.getExecutable().getName());
  }

  private static void play(String story, String method) throws IOException, InterruptedException {
    Path output = Scene.TARGET.resolve(story + "." + method + ".txt");
    Files.createDirectories(output.getParent());
    Process inside =
        Commands.builder(Network.inNamespace(java(story, method)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!inside.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Not within " + LIMIT_SECONDS + " s: " + Files.readString(output));
      }
    } finally {
      inside.destroyForcibly();
    }
    if (inside.exitValue() != 0) {
      throw new AssertionError("In a network of its own:\n" + Files.readString(output));
    }
    Files.delete(output);
  }

  private static String[] java(String story, String method) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-D" + INSIDE + "=true");
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("baton."))
        .forEach(name -> words.add("-D" + name + "=" + System.getProperty(name)));
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.addAll(List.of(InsideMain.class.getName(), story, method));
    return words.toArray(String[]::new);
  }
}
