package dev.baton.container.upgrade;

import dev.baton.container.upgrade.stage.Staging;
import dev.baton.state.StateUnavailableException;
import java.util.function.Supplier;

/** Enters the gate of a service that may not be there yet when its bundle starts. */
record LateCaller(Node node, String service) implements Staging.Callers {
  @Override
  public <R> R call(String version, int shard, Supplier<R> body) {
    return node.find(service)
        .orElseThrow(
            () ->
                new StateUnavailableException(
                    service + " " + version + " holds no shard yet; the call was not executed"))
        .call(version, shard, body);
  }
}
