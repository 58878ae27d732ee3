package dev.baton.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

  @Test
  void repliesFollowEachOther() throws IOException {
    ReplyReader reader =
        reader(
            "HTTP/1.1 200 OK\r\nx-version: 2\r\nContent-Length: 4\r\n\r\n1001"
                + "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nRetry-After: 1\r\n"
                + "Connection: close\r\n\r\n");

    assertEquals(new Reply(200, 2, false, false, "1001"), reader.read());
    assertEquals(new Reply(503, 0, true, true, ""), reader.read());
    assertThrows(EOFException.class, reader::read);
  }

  @Test
  void replyCutShortIsNoReply() {
    assertThrows(
        EOFException.class, reader("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n10")::read);
  }

  @Test
  void somethingElseIsNoReply() {
    assertThrows(IOException.class, reader("SSH-2.0-x\r\n")::read);
    assertThrows(IOException.class, reader("HTTP/1.1 200 OK\r\n\r\n")::read);
  }

  private static ReplyReader reader(String text) {
    return new ReplyReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
