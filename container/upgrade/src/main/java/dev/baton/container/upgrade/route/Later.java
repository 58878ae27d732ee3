package dev.baton.container.upgrade.route;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** Results that methods give later: stages of the JDK, and promises of OSGi. */
final class Later {
  private Later() {}

  /** Whether a method that returns this gives its result later. */
  static boolean isOne(Class<?> declared) {
    return declared == CompletionStage.class
        || declared == CompletableFuture.class
        || declared == Promise.class;
  }

  /** What a method gave as a stage; null if it is neither a stage nor a promise. */
  static CompletionStage<?> stage(Object given) {
    if (given instanceof CompletionStage<?> stage) {
      return stage;
    }
    if (!(given instanceof Promise<?> promise)) {
      return null;
    }
    CompletableFuture<Object> stage = new CompletableFuture<>();
    promise.onResolve(() -> resolve(promise, stage));
    return stage;
  }

  private static void resolve(Promise<?> resolved, CompletableFuture<Object> stage) {
    try {
      Throwable failure = resolved.getFailure();
      if (failure == null) {
        stage.complete(resolved.getValue());
      } else {
        stage.completeExceptionally(failure);
      }
    } catch (InterruptedException | InvocationTargetException impossible) {
      stage.completeExceptionally(impossible);
    }
  }

  /** A stage as the method is declared to give it. */
  static Object as(Class<?> declared, CompletableFuture<Object> stage) {
    if (declared != Promise.class) {
      return stage;
    }
    Deferred<Object> promised = new Deferred<>();
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            promised.resolve(value);
          } else {
            promised.fail(failure);
          }
        });
    return promised.getPromise();
  }
}
