package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Gated;
import dev.baton.container.gate.Gates;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.Stubs;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * This node's end of the calls between nodes: gives the gate its stubs, and answers the calls of
 * others. Thread-safe.
 *
 * <p>A shard that another node holds has {@link ServiceVersion#remote} behind its gate, with this
 * as the stubs.
 */
public final class Routing implements Stubs, AutoCloseable {
  private final Gates gates;
  private final Holders holders;
  private final Line line;
  private final RouteLimits limits;
  private final CallThreads threads;
  private final Unanswered unanswered;
  private final KnownVersions versions;

  public Routing(Gates gates, Holders holders, Line line, RouteLimits limits) {
    this.gates = gates;
    this.holders = holders;
    this.line = line;
    this.limits = limits;
    this.versions = new KnownVersions(gates);
    this.threads = new CallThreads(limits);
    this.unanswered = new Unanswered(limits.unanswered());
  }

  /**
   * Reads how the methods of a version can be called from other nodes, once its services were
   * fetched. What was not read before is when it is first called.
   *
   * @return what cannot be called, and why, in words; empty for a service without shard keys
   */
  public List<String> add(ServiceVersion version) {
    return versions.problems(version);
  }

  /** Lets go of what was read of a version, which it also does when the version is collected. */
  public void remove(ServiceVersion version) {
    versions.forget(version);
  }

  /**
   * Executes a call of another node. Returns at once; the stage completes on another thread when
   * what the call wrote is safe.
   *
   * @param asker the member that asks
   */
  public CompletionStage<byte[]> answer(UUID asker, byte[] question) {
    try {
      return new IncomingCall(asker, Question.of(question), this).answer();
    } catch (IOException unreadable) {
      return CompletableFuture.completedStage(
          new Answer.Refused(
                  Answer.Reason.NOT_CALLABLE,
                  "the call cannot be read there: " + unreadable.getMessage(),
                  Optional.empty())
              .toBytes());
    }
  }

  @Override
  public InvocationHandler stub(ServiceVersion version, ServiceGate gate, Gated service) {
    return new OutgoingCalls(this, gate, versions.of(version, service.label()));
  }

  @Override
  public String holder(String service, int shard) {
    return holders.holder(service, shard).map(this::name).orElse("another node");
  }

  /** What a member is called, for messages. */
  String name(UUID member) {
    return line.name(member);
  }

  KnownVersions versions() {
    return versions;
  }

  Gates gates() {
    return gates;
  }

  Holders holders() {
    return holders;
  }

  Line line() {
    return line;
  }

  RouteLimits limits() {
    return limits;
  }

  Unanswered unanswered() {
    return unanswered;
  }

  CallThreads threads() {
    return threads;
  }

  /** Executes no call of another node that has not begun. */
  @Override
  public void close() {
    threads.close();
  }
}
