package dev.baton.itests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Someone in a network, at {@code ADDRESS}: sends each line {@code ADDRESS TEXT} it reads as a
 * datagram, and prints the text of every datagram it gets.
 */
final class Neighbour {
  private static final int PORT = 7777;

  private Neighbour() {}

  public static void main(String[] arguments) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(arguments[0], PORT));
    Thread listener = new Thread(() -> listen(socket), "listener");
    listener.setDaemon(true);
    listener.start();
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", 2);
      byte[] text = words[1].getBytes(UTF_8);
      InetAddress to = InetAddress.getByName(words[0]);
      socket.send(new DatagramPacket(text, text.length, to, PORT));
    }
  }

  private static void listen(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        System.out.println(new String(packet.getData(), 0, packet.getLength(), UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
