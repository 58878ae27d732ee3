package dev.baton.container.upgrade.route;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/** What became of a call at the node that was asked. */
sealed interface Answer {

  /**
   * Executed, and what it wrote is safe.
   *
   * @param version the version that executed it
   * @param result as encoded by its declared type; null for null
   */
  record Done(String version, byte[] result) implements Answer {}

  /** Executed, and it threw. */
  record Threw(String version, Thrown what) implements Answer {}

  /**
   * Surely not executed.
   *
   * @param reason whether it is of use to try again
   * @param why in words
   * @param holder whom that node takes for the holder, if it is another one
   */
  record Refused(Reason reason, String why, Optional<UUID> holder) implements Answer {}

  /** Nobody knows; never sent, but what the asker makes of no answer. */
  record Unknown(String why, Throwable cause) implements Answer {}

  /** Why a call was not executed. */
  enum Reason {
    /** The node does not hold the shard, or could not be reached. */
    NOT_THE_HOLDER(true),
    /** It holds the shard, and lets nobody in for now. */
    NOT_NOW(true),
    /** It cannot execute such a call. */
    NOT_CALLABLE(false);

    private final boolean again;

    Reason(boolean again) {
      this.again = again;
    }

    /** Whether the call may be tried again. */
    boolean again() {
      return again;
    }
  }

  /** To be sent back. */
  default byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      if (this instanceof Done done) {
        out.writeByte('d');
        Fields.put(out, done.version);
        Fields.put(out, done.result);
      } else if (this instanceof Threw threw) {
        out.writeByte('t');
        Fields.put(out, threw.version);
        Fields.put(out, threw.what.type());
        Fields.put(out, threw.what.message());
        Fields.put(out, threw.what.text());
      } else if (this instanceof Refused refused) {
        out.writeByte('r');
        out.writeByte(refused.reason.ordinal());
        Fields.put(out, refused.why);
        Fields.put(out, refused.holder.orElse(null));
      } else {
        throw new IllegalStateException(this + " is not sent");
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if they are not the bytes of an answer
   */
  static Answer of(byte[] bytes) throws IOException {
    int most = bytes.length;
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte kind = in.readByte();
      return switch (kind) {
        case 'd' -> new Done(Fields.text(in, most), Fields.bytes(in, most));
        case 't' ->
            new Threw(
                Fields.text(in, most),
                new Thrown(Fields.text(in, most), Fields.text(in, most), Fields.text(in, most)));
        case 'r' ->
            new Refused(
                Reason.values()[in.readByte()],
                Fields.text(in, most),
                Optional.ofNullable(Fields.id(in)));
        default -> throw new IOException("no answer begins with " + kind);
      };
    }
  }
}
