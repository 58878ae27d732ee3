package dev.baton.container.gate;

import dev.baton.state.HandoffListener;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * A version of a service bundle behind the gates, from before it starts until it is released. The
 * engine calls, in this order: {@link #fetch}, {@link #missing}, {@link #strange}, {@link
 * #occupant} or {@link #remote}, {@link #prepare}, then opens the gates to it, {@link #show}; and
 * when another version serves, {@link #release}.
 */
@ProviderType
public interface ServiceVersion {

  String service();

  String version();

  Bundle bundle();

  /** What the bundle has registered until now, in order of registration. */
  List<Offer> offers();

  /** Whether an interface that it offers has a shard key: such a service has several shards. */
  boolean hasShardKeys();

  /**
   * Fetches every service of the bundle, which creates delayed components, and keeps them until
   * {@link #release}. Runs constructors of the bundle on this thread and may block as long as they
   * do. May be called again, for what has been registered since or could not be created before.
   *
   * @return what is wrong, in words: a service that could not be created, one of bundle or
   *     prototype scope, a method without a route. Empty if nothing is
   */
  List<String> fetch();

  /**
   * What the version that is shown now offers to others and this one does not, in words: their
   * consumers would lose it. Empty if nothing, or none is shown.
   */
  List<String> missing();

  /**
   * Interfaces that callers of the version shown now know from another bundle, in words: calls
   * through the proxies would fail. Empty if there is none, or none is shown.
   */
  List<String> strange();

  /** What an operator should know and may ignore: services that stay private, and why. */
  List<String> warnings();

  /** The bundle's callbacks, fetched; kept until {@link #release}. */
  List<HandoffListener> listeners();

  /**
   * This version as occupant of a shard's gate.
   *
   * @param shard the shard; -1 for the gate of calls without one
   * @param custody the shard's state, or null if it has none
   */
  Occupant occupant(int shard, Custody custody);

  /**
   * What stands behind a shard's gate while another node holds it. The same stubs serve all shards;
   * they are made at the first call, and for services that are registered later when those are.
   *
   * @param stubs the same object each time
   */
  Occupant remote(int shard, Stubs stubs);

  /** Its services whose calls belong to shards; of use once it was fetched. */
  List<Gated> sharded();

  /**
   * Readies servlets that are in use now for this version: calls their {@code init}. Before the
   * gates are opened to it. Runs code of the bundle on this thread.
   *
   * @return what is wrong, in words: a servlet whose {@code init} threw. Empty if nothing is
   */
  List<String> prepare();

  /**
   * Shows this version's services, once the gates are open to it: proxies that exist get its
   * properties, new services get a proxy, those that it does not offer lose theirs; what is not
   * gated appears, and that of the version shown before vanishes.
   */
  void show();

  /**
   * Lets go of everything of the bundle: servlets are destroyed, services given back, what is still
   * shown of it vanishes. What its code throws is logged. Before or after the bundle stops.
   */
  void release();
}
