package dev.baton.container.upgrade.route;

import dev.baton.container.gate.Gated;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.Gates;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ServiceVersion;
import dev.baton.container.gate.Stubs;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * This node's end of the calls between nodes: gives the gate its stubs, and answers the calls of
 * others. Thread-safe.
 *
 * <p>The engine tells it each version that is staged, before a gate is opened to it, and when it is
 * removed. A shard that another node holds has {@link ServiceVersion#remote} behind its gate, with
 * this as the stubs.
 */
public final class Routing implements Stubs, AutoCloseable {
  private final Gates gates;
  private final Holders holders;
  private final Line line;
  private final RouteLimits limits;
  private final CallThreads threads;
  private final Unanswered unanswered;
  private final Map<String, Map<String, Known>> versions = new ConcurrentHashMap<>();

  /** A version, and what was read of it. */
  private record Known(ServiceVersion version, Signatures signatures) {

    /** The same, read anew if services have come or gone. */
    Known now() {
      return version.sharded().size() == signatures.services()
          ? this
          : new Known(version, new Signatures(version));
    }
  }

  public Routing(Gates gates, Holders holders, Line line, RouteLimits limits) {
    this.gates = gates;
    this.holders = holders;
    this.line = line;
    this.limits = limits;
    this.threads = new CallThreads(limits);
    this.unanswered = new Unanswered(limits.unanswered());
  }

  /**
   * Reads how the methods of a version can be called from other nodes, once its services were
   * fetched.
   *
   * @return what cannot be called, and why, in words; empty for a service without shard keys
   */
  public List<String> add(ServiceVersion version) {
    Known read = new Known(version, new Signatures(version));
    versions
        .computeIfAbsent(version.service(), service -> new ConcurrentHashMap<>())
        .put(version.version(), read);
    return read.signatures.problems();
  }

  /** Lets go of a version, and of all of its classes. */
  public void remove(ServiceVersion version) {
    versions.computeIfPresent(
        version.service(),
        (service, those) -> {
          those.remove(version.version());
          return those.isEmpty() ? null : those;
        });
  }

  /**
   * Executes a call of another node. Returns at once; the stage completes on another thread when
   * what the call wrote is safe.
   */
  public CompletionStage<byte[]> answer(byte[] question) {
    try {
      return new IncomingCall(Question.of(question), this).answer();
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
    return new OutgoingCalls(this, gate, signatures(version, service.label()));
  }

  @Override
  public String holder(String service, int shard) {
    return holders.holder(service, shard).map(this::name).orElse("another node");
  }

  /** What a member is called, for messages. */
  String name(UUID member) {
    return line.name(member);
  }

  /** A method of the version of this number, or null. */
  Signature signature(String service, String version, MethodId method) {
    return find(versions.getOrDefault(service, Map.of()).get(version), method);
  }

  /**
   * What a method is called at the gate: the same in every version that has it. One that nobody has
   * is entered by its name, to find out whether that is for this node to say.
   */
  GatedMethod gated(String service, MethodId method) {
    for (Known known : versions.getOrDefault(service, Map.of()).values()) {
      Signature found = find(known, method);
      if (found != null) {
        return found.gated();
      }
    }
    return new GatedMethod(service, method.name(), -1);
  }

  private Signature find(Known known, MethodId method) {
    if (known == null) {
      return null;
    }
    Signature found = known.signatures.find(method);
    return found != null ? found : anew(known).signatures.find(method);
  }

  /** Services may come after a version was added; it may also have been removed meanwhile. */
  private Known anew(Known known) {
    Known now = known.now();
    if (now != known) {
      versions
          .getOrDefault(known.version.service(), new ConcurrentHashMap<>())
          .replace(known.version.version(), known, now);
    }
    return now;
  }

  /** The methods of one of a version's services. */
  Map<Method, Signature> signatures(ServiceVersion version, String label) {
    Known known = versions.getOrDefault(version.service(), Map.of()).get(version.version());
    if (known == null) {
      throw new IllegalStateException(
          version.service() + " " + version.version() + " was not added to the routing before");
    }
    return anew(known).signatures.of(label);
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
