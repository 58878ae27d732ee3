package dev.baton.itests.clients;

import java.net.InetSocketAddress;
import java.util.Optional;

/** A node as its clients know it. Asked by any thread; must not block. */
public interface Target {

  /** Its name, for people. */
  String name();

  /** Where it serves HTTP; empty while it is known not to. */
  Optional<InetSocketAddress> http();
}
