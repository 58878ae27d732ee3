package dev.baton.container.upgrade;

import dev.baton.container.HandoffOptions;
import dev.baton.container.RefusedException;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.LibraryRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.stage.StagedVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this node run what the cluster has recorded: starts what others deployed, removes what they
 * removed, catches up with what changed while it was away. Level-triggered: it compares and does
 * the next thing, whatever happened.
 *
 * <p>Leaves a service alone on which an act runs here.
 */
final class Following implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Node node;
  private final Semaphore signals = new Semaphore(0);
  private final Thread thread = new Thread(this::look, "baton-follow");
  private final Map<String, Long> tried = new HashMap<>();
  private final AutoCloseable subscription;

  Following(Node node, Ledger ledger) {
    this.node = node;
    this.subscription = ledger.onChange(signals::release);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void look() {
    while (true) {
      try {
        if (signals.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          signals.drainPermits();
        }
        follow();
      } catch (InterruptedException stopping) {
        return;
      } catch (RuntimeException failed) {
        LOG.warn("What the cluster has recorded could not be followed: {}", failed.toString());
      }
    }
  }

  private void follow() throws InterruptedException {
    for (LibraryRecord library : node.record().libraries()) {
      if (!node.installation().has(library.name(), library.version())) {
        install(library);
      }
    }
    List<ServiceRecord> records = node.record().services();
    for (ServiceRecord record : records) {
      if (node.acts().running(record.name()) == null) {
        follow(record);
      }
    }
    for (ServiceBundle service : node.all()) {
      if (records.stream().noneMatch(record -> record.name().equals(service.name()))
          && node.acts().running(service.name()) == null) {
        remove(service);
      }
    }
  }

  private void install(LibraryRecord library) throws InterruptedException {
    if (!isDue(library.name())) {
      return;
    }
    try {
      node.installation().install(BundleFile.read(node.exchange().bring(library.sha256())));
      LOG.info("Library {} {} is here", library.name(), library.version());
    } catch (RefusedException failed) {
      LOG.warn("Library {} is not here: {}", library.name(), failed.getMessage());
      node.problems().put(library.name(), failed.getMessage());
    }
  }

  private void follow(ServiceRecord record) {
    Optional<ServiceBundle> here = node.find(record.name());
    if (record.current() == null) {
      if (record.next() == null) {
        here.ifPresent(this::remove);
      }
    } else if (here.isEmpty()) {
      if (isDue(record.name())) {
        start(record);
      }
    } else if (leads() && !node.isLed(record.name()) && isOpen(record)) {
      if (isDue(record.name())) {
        end(here.get(), record);
      }
    } else if (record.next() == null
        && !here.get().serving().version().equals(record.current())
        && isDue(record.name())) {
      catchUp(here.get(), record);
    } else if (record.isFinished() && here.get().staged() != null && isDue(record.name())) {
      tidy(here.get());
    }
  }

  /**
   * The other version was kept by a boot that began before the change was over, and nobody will ask
   * for it any more.
   */
  private void tidy(ServiceBundle service) {
    StagedVersion old = service.staged();
    node.acts()
        .start(
            service.name(),
            "remove " + old.label(),
            act -> {
              node.record().refresh(); // another change may have begun
              if (node.record().service(service.name()).isFinished() && service.staged() == old) {
                new Finish(node, service, act).removeOld();
              }
              return Reports.plain("remove", service.name(), old.version(), "", act, List.of());
            });
  }

  /** What nobody leads any more is ended by the node that has been here longest. */
  private boolean leads() {
    return node.cluster().peers().get(0).equals(node.cluster().self());
  }

  private static boolean isOpen(ServiceRecord record) {
    return record.next() != null || (!record.isFinished() && !record.held());
  }

  /** Ends a change whose leader died: back, unless its outcome is recorded; then it is finished. */
  private void end(ServiceBundle service, ServiceRecord record) {
    boolean back = record.next() != null;
    node.lead(
        record.name(),
        back
            ? "take back the change of " + record.name() + " to " + record.next()
            : "finish " + record.name(),
        act -> {
          if (back) {
            return new Change(node, service, HandoffOptions.defaults(), act).takeBack();
          }
          new Finish(node, service, act).run(node.record().service(record.name()));
          return Reports.plain("finish", record.name(), "", record.current(), act, List.of());
        });
  }

  private void start(ServiceRecord record) {
    node.acts()
        .start(
            record.name(),
            "start " + record.name(),
            act -> new Boot(node).again(record.name(), act));
  }

  /** What this node serves is not what the cluster has agreed on meanwhile: it starts anew. */
  private void catchUp(ServiceBundle service, ServiceRecord record) {
    LOG.info(
        "{} serves here, and the cluster has agreed on {}",
        service.serving().label(),
        record.current());
    node.acts()
        .start(
            record.name(),
            "catch up with " + record.name() + " " + record.current(),
            act -> {
              new Removal(node).withdraw(service);
              return new Boot(node).again(record.name(), act);
            });
  }

  private void remove(ServiceBundle service) {
    node.acts()
        .start(
            service.name(),
            "remove " + service.name(),
            act -> {
              new Removal(node).withdraw(service);
              return Reports.plain(
                  "remove", service.name(), service.serving().version(), "", act, List.of());
            });
  }

  private boolean isDue(String name) {
    long now = System.nanoTime();
    Long last = tried.get(name);
    if (last != null && now - last < AGAIN.toNanos()) {
      return false;
    }
    tried.put(name, now);
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      subscription.close();
    } catch (Exception failed) {
      LOG.debug("Closing failed while the node stops", failed);
    }
  }
}
