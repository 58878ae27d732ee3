package dev.baton.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class HttpAddressTest {

  private static final HttpAddress ANY = new HttpAddress("127.0.0.1", 0);

  @Test
  void portZeroTakesAFreeOne() throws Exception {
    try (HttpAddress.Reservation one = ANY.reserve();
        HttpAddress.Reservation other = ANY.reserve()) {
      assertNotEquals(0, one.address().port());
      assertNotEquals(one.address(), other.address());
    }
  }

  @Test
  void aPortThatSomebodyListensOnIsRefused() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpAddress taken = new HttpAddress("127.0.0.1", listener.getLocalPort());

      RefusedStart refused = assertThrows(RefusedStart.class, taken::reserve);

      assertTrue(refused.getMessage().contains(taken.toString()), refused.getMessage());
      assertEquals(RefusedStart.FAILED, refused.status());
    }
  }

  @Test
  void aReservedPortRefusesClientsAndIsFreeForTheServerAfterwards() throws Exception {
    HttpAddress address;
    try (HttpAddress.Reservation reservation = ANY.reserve()) {
      address = reservation.address();
      assertThrows(ConnectException.class, () -> connect(reservation.address()));
    }
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(address.host(), address.port()));
      connect(address);
    }
  }

  private static void connect(HttpAddress address) throws IOException {
    new Socket(address.host(), address.port()).close();
  }

  @Test
  void anUnknownHostIsNamed() {
    RefusedStart refused =
        assertThrows(RefusedStart.class, () -> new HttpAddress("no host", 0).reserve());

    assertTrue(refused.getMessage().contains("no host"), refused.getMessage());
  }
}
