package dev.baton.demo.drive;

/** Where a node serves HTTP. */
public record Address(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
