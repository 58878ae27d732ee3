package dev.baton.state.protocol;

import java.util.UUID;

/** Who serves a shard: a member, by the UUID it got at its start, and a bundle version there. */
public record Holder(UUID member, String version) {
  @Override
  public String toString() {
    return version + "@" + member;
  }
}
