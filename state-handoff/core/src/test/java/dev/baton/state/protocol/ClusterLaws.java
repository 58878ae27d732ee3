package dev.baton.state.protocol;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rules by which a {@link Cluster} plays. A test breaks one by overriding it. */
class ClusterLaws {
  Transition step(ShardState state, Event event) {
    return ShardLife.step(state, event);
  }

  /**
   * What a primary does.
   *
   * @param stored the last header that its own store was given, or null
   */
  Answer decide(Header found, Header stored, Request request, Copies copies, UUID node) {
    return Fence.decide(found, stored, request, copies, node);
  }

  /**
   * What a backup does.
   *
   * @param stored the last header that its own store was given, or null
   */
  Answer follow(Header found, Header stored, Request request, Header primary) {
    return Fence.follow(found, stored, request, primary);
  }

  /** Rule 12: whether a member that knows that it was taken out sends nothing more. */
  boolean sendsOnlyWhileIn() {
    return true;
  }

  /** Rule 12: whether the store of a node has everything. */
  boolean counts(Placement placement, UUID node, Map<UUID, Header> stored) {
    return placement.counts(node, stored);
  }

  /** Rule 12: who must have stored what is answered. */
  Set<UUID> awaited(Header answered, Set<UUID> replicas) {
    return answered.copies().nodes();
  }

  /** Rule 12: whether a copy set is recorded before it is applied, that of a restore too. */
  boolean recordsFirst() {
    return true;
  }

  /** Rule 13: whether a reply leaves only under a lease. */
  boolean leases() {
    return true;
  }

  /** Rule 13: whether a claimer waits until the lease of the holder has run out. */
  boolean waitsForLease() {
    return true;
  }

  /**
   * Rule 13: whether it waits for all that left, not for the holder that the header names alone.
   */
  boolean waitsForAllThatLeft() {
    return true;
  }

  /** Rule 13: whether only a voter says when it granted last that grants no more. */
  boolean saysOnlyWhenOver() {
    return true;
  }

  /** Rule 13: whether a voter that began anew takes it that it granted a lease right before. */
  boolean mindsWhatItForgot() {
    return true;
  }

  /** Rule 13: whether a lease is granted only to members that are in. */
  boolean grantsByLedger() {
    return true;
  }

  /** Rule 15: whether whoever takes a shard asks a majority whether the holder is out. */
  boolean asksMajority() {
    return true;
  }

  /** Rule 16: whether a record takes a majority. */
  boolean needsMajority() {
    return true;
  }

  /** Rule 18: whether a restore waits while the holder of what is stored may serve. */
  boolean asksStoredHolder() {
    return true;
  }

  /** Rule 18: whether the stores are looked at again once nobody else can begin to serve. */
  boolean looksAgain() {
    return true;
  }

  /** Rule 15: whether a copy in a node's memory has everything. */
  boolean counts(Placement placement, Header found, Header stored, UUID node) {
    return placement.counts(found, stored, node);
  }

  /** Whether what is loaded counts only if it was read under the header that was claimed. */
  boolean loadsUnderHeader() {
    return true;
  }
}
