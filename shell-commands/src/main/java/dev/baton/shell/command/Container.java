package dev.baton.shell.command;

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

  public Container() {}

  Container(Services services) {
    this.services = services;
  }

  /**
   * The verbs.
   *
   * @throws RefusedException if the container has not started
   */
  Services services() {
    return ifStarted()
        .orElseThrow(
            () ->
                new RefusedException(
                    "The container of this node has not started, or could not: it restores services, or"
                        + " its log says what failed. Commands of the framework work: lb, scr:list"));
  }

  /** The verbs, if the container has started. */
  public Optional<Services> ifStarted() {
    return Optional.ofNullable(services);
  }
}
