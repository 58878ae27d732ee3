package dev.baton.shell.wire;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Tries to connect to a socket; run as another user by a test. */
public final class ConnectProbe {
  private ConnectProbe() {}

  public static void main(String[] args) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
      System.out.println("connected " + channel.getRemoteAddress());
    } catch (IOException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
