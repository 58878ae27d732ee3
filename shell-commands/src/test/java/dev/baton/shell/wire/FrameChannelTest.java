package dev.baton.shell.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameChannelTest {
  @TempDir Path directory;

  private FrameChannel reading(byte... bytes) throws IOException {
    FileChannel file = open();
    file.write(ByteBuffer.wrap(bytes));
    return new FrameChannel(file.position(0));
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        directory.resolve("wire"),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  @Test
  void framesComeOutAsTheyWentIn() throws IOException {
    FileChannel file = open();
    FrameChannel channel = new FrameChannel(file);
    channel.write(Frame.text(Frame.Kind.OUT, "grüße"));
    channel.write(Frame.of(Frame.Kind.INTERRUPT));
    channel.write(Frame.resize(120, 40));
    channel.write(Frame.exit(70));
    file.position(0);

    assertArrayEquals("grüße".getBytes("UTF-8"), channel.read().orElseThrow().body());
    assertEquals(Frame.Kind.INTERRUPT, channel.read().orElseThrow().kind());
    assertEquals(40, channel.read().orElseThrow().number(1, 2));
    assertEquals(70, channel.read().orElseThrow().number(0, 1));
    assertTrue(channel.read().isEmpty());
  }

  @Test
  void unknownKindsAreRefused() throws IOException {
    FrameChannel channel = reading((byte) 99, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
    WireException refused = assertThrows(WireException.class, channel::read);
    assertEquals("unknown kind of frame: 99", refused.getMessage());
  }

  @Test
  void longAndNegativeLengthsAreRefusedBeforeAnythingIsAllocated() throws IOException {
    byte out = Frame.Kind.OUT.number();
    FrameChannel tooLong = reading(out, (byte) 0x7f, (byte) 0, (byte) 0, (byte) 0);
    assertThrows(WireException.class, tooLong::read);
    FrameChannel negative = reading(out, (byte) 0xff, (byte) 0, (byte) 0, (byte) 0);
    assertThrows(WireException.class, negative::read);
  }

  @Test
  void anEndWithinAFrameIsNotAnEnd() throws IOException {
    FrameChannel inHead = reading(Frame.Kind.OUT.number(), (byte) 0);
    assertThrows(EOFException.class, inHead::read);
    FrameChannel inBody =
        reading(Frame.Kind.OUT.number(), (byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) 'a');
    assertThrows(EOFException.class, inBody::read);
  }

  @Test
  void framesThatAreTooLongAreNotWritten() throws IOException {
    FrameChannel channel = new FrameChannel(open());
    Frame tooLong = new Frame(Frame.Kind.OUT, new byte[Frame.LONGEST + 1]);
    assertThrows(WireException.class, () -> channel.write(tooLong));
  }

  @Test
  void anOpeningComesOutAsItWentIn() throws IOException {
    Opening opening =
        new Opening("/home/ä", "xterm", true, 120, 40, List.of("deploy", "a b.jar", ""));
    assertEquals(opening, Opening.of(opening.frame()));
  }

  @Test
  void anOpeningOfAnotherVersionOrTooManyWordsIsRefused() throws IOException {
    Opening opening = new Opening("/", "dumb", false, 0, 0, List.of("status"));
    byte[] otherVersion = opening.frame().body();
    otherVersion[0] = 9;
    WireException refused =
        assertThrows(
            WireException.class, () -> Opening.of(new Frame(Frame.Kind.OPEN, otherVersion)));
    assertTrue(refused.getMessage().contains("version 9"), refused.getMessage());
    assertThrows(WireException.class, () -> Opening.of(Frame.exit(0)));
    Opening many = new Opening("/", "dumb", false, 0, 0, Collections.nCopies(5000, "a"));
    assertThrows(WireException.class, () -> Opening.of(many.frame()));
    Opening huge = new Opening("/", "dumb", false, 0, 0, List.of("a".repeat(70_000)));
    assertThrows(WireException.class, huge::frame);
  }
}
