package dev.baton.shell.command;

import dev.baton.container.Backups;
import dev.baton.container.Nodes;
import dev.baton.container.RefusedException;
import dev.baton.container.Services;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The container's verbs, once they are there: the shell is served before they are. */
@Component(service = Container.class)
public final class Container {
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile Services services;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile Nodes nodes;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile Backups backups;

  public Container() {}

  Container(Services services, Nodes nodes, Backups backups) {
    this.services = services;
    this.nodes = nodes;
    this.backups = backups;
  }

  /**
   * The verbs.
   *
   * @throws RefusedException if the container has not started
   */
  Services services() {
    return ifStarted().orElseThrow(Container::notStarted);
  }

  /**
   * The verbs on backups.
   *
   * @throws RefusedException if the container has not started
   */
  Backups backups() {
    return Optional.ofNullable(backups).orElseThrow(Container::notStarted);
  }

  private static RefusedException notStarted() {
    return new RefusedException(
        "The container of this node has not started, or could not: it restores services, or"
            + " its log says what failed. Commands of the framework work: lb, scr:list");
  }

  /**
   * The verbs on nodes; there before the services are back.
   *
   * @throws RefusedException if the node has not got that far
   */
  Nodes nodes() {
    return ifJoined()
        .orElseThrow(
            () ->
                new RefusedException(
                    "This node has not come far enough to speak of others; its log says why"));
  }

  /** The verbs on nodes, if the node has got that far. */
  public Optional<Nodes> ifJoined() {
    return Optional.ofNullable(nodes);
  }

  /** The verbs, if the container has started. */
  public Optional<Services> ifStarted() {
    return Optional.ofNullable(services);
  }
}
