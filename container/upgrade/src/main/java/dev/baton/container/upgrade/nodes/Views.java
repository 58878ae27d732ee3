package dev.baton.container.upgrade.nodes;

import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.Peer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What each node says of itself, asked over a channel. */
public final class Views implements AutoCloseable {
  private static final String CHANNEL = "view";

  private static final String ALL = "all";

  private final Survey<String, Own> survey;

  /** Answers others from now on, on the executor's threads. */
  public Views(Cluster cluster, Supplier<Own> own, Executor executor) {
    this.survey =
        new Survey<>(
            cluster,
            new Survey.Subject<>(
                CHANNEL,
                String.class,
                Own.class,
                question -> own.get(),
                why -> new Own(List.of(), List.of(), List.of(), List.of(why))),
            executor);
  }

  /** Of all nodes that are here; one that does not answer in a moment says so as a problem. */
  public Map<Peer, Own> all() {
    return survey.ask(ALL);
  }

  @Override
  public void close() throws Exception {
    survey.close();
  }
}
