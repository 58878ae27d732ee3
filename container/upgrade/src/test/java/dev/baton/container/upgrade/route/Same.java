package dev.baton.container.upgrade.route;

import dev.baton.state.ShardKey;

/** What another interface declares for any type. */
public interface Same<T> {
  T same(@ShardKey String key, T value);
}
