package dev.baton.shell.command;

import dev.baton.container.Backups;
import dev.baton.container.Nodes;
import dev.baton.container.RefusedException;
import dev.baton.container.Services;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
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

  private final boolean witness;

  @Activate
  public Container(BundleContext context) {
    this(context.getProperty("baton.witness") != null);
  }

  /**
   * One that has not started.
   *
   * @param witness whether it never will, since this is no node
   */
  Container(boolean witness) {
    this.witness = witness;
  }

  Container(Services services, Nodes nodes, Backups backups) {
    this(false);
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
    return ifStarted().orElseThrow(this::notStarted);
  }

  /**
   * The verbs on backups.
   *
   * @throws RefusedException if the container has not started
   */
  Backups backups() {
    return Optional.ofNullable(backups).orElseThrow(this::notStarted);
  }

  private RefusedException notStarted() {
    if (witness) {
      return aWitness();
    }
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
                witness
                    ? aWitness()
                    : new RefusedException(
                        "This node has not come far enough to speak of others; its log says why"));
  }

  private static RefusedException aWitness() {
    return new RefusedException(
        "This is a witness: it votes and keeps nothing. Ask a node; --data selects it");
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
