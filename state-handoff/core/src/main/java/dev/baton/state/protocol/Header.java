package dev.baton.state.protocol;

import java.util.Set;
import java.util.UUID;

/**
 * What every copy of a shard knows of it beside its entries.
 *
 * @param incarnation the life of the service the shard belongs to; only a deploy makes a new one
 * @param epoch grows with every change of the holder, from 1
 * @param token drawn at random by whoever wrote the epoch; tells two attempts at one epoch apart
 * @param sequence the number of the last batch applied; 0 before the first
 * @param holder who serves the shard
 * @param copies the members that must answer a batch
 * @param complete false while the shard is being brought back from a store; nobody serves it then
 */
public record Header(
    UUID incarnation,
    long epoch,
    long token,
    long sequence,
    Holder holder,
    Set<UUID> copies,
    boolean complete) {

  public Header {
    copies = Set.copyOf(copies);
  }

  Header withSequence(long next) {
    return new Header(incarnation, epoch, token, next, holder, copies, complete);
  }

  Header changed(Request.Change change) {
    return new Header(
        incarnation, change.epoch(), change.token(), sequence, change.holder(), copies, true);
  }
}
