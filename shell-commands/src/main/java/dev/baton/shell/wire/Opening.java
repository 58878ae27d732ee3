package dev.baton.shell.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client says first.
 *
 * @param directory the client's working directory; relative files are looked up there
 * @param terminal the type of the client's terminal, as in {@code TERM}; {@code dumb} if it has
 *     none
 * @param live whether the client's output is a terminal on which a line can be redrawn
 * @param columns the width of the client's window
 * @param rows the height of the client's window
 * @param command the command and its arguments; empty for the interactive shell
 */
public record Opening(
    String directory, String terminal, boolean live, int columns, int rows, List<String> command) {
  /** The only version of this protocol there is. */
  private static final int VERSION = 1;

  private static final int MOST_WORDS = 4096;

  public Opening {
    command = List.copyOf(command);
  }

  /** Whether the client wants the interactive shell. */
  public boolean interactive() {
    return command.isEmpty();
  }

  /**
   * As the first frame.
   *
   * @throws WireException if the command line is longer than a frame
   */
  public Frame frame() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(directory);
      out.writeUTF(terminal);
      out.writeBoolean(live);
      out.writeInt(columns);
      out.writeInt(rows);
      out.writeInt(command.size());
      for (String word : command) {
        out.writeUTF(word);
      }
    } catch (UTFDataFormatException e) {
      throw new WireException("the command line is longer than " + Frame.LONGEST + " bytes");
    }
    if (bytes.size() > Frame.LONGEST) {
      throw new WireException("the command line is longer than " + Frame.LONGEST + " bytes");
    }
    return new Frame(Frame.Kind.OPEN, bytes.toByteArray());
  }

  /**
   * Reads a first frame.
   *
   * @throws WireException if it is something else, or of another version
   */
  public static Opening of(Frame frame) throws IOException {
    if (frame.kind() != Frame.Kind.OPEN) {
      throw new WireException("a conversation begins with OPEN, not with " + frame.kind());
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.body()));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new WireException(
          "the client speaks version " + version + " of the protocol, this node " + VERSION);
    }
    String directory = in.readUTF();
    String terminal = in.readUTF();
    boolean live = in.readBoolean();
    int columns = in.readInt();
    int rows = in.readInt();
    int words = in.readInt();
    if (words < 0 || words > MOST_WORDS) {
      throw new WireException("a command of " + words + " words; at most " + MOST_WORDS);
    }
    List<String> command = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      command.add(in.readUTF());
    }
    return new Opening(directory, terminal, live, columns, rows, command);
  }
}
