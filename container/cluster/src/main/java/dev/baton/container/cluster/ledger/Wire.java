package dev.baton.container.cluster.ledger;

import dev.baton.state.majority.Acceptor;
import dev.baton.state.majority.Ask;
import dev.baton.state.majority.Ballot;
import dev.baton.state.majority.Reply;
import dev.baton.state.majority.Vote;
import dev.baton.state.majority.Voter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Messages and a node's vote as bytes: a format number, then the fields in their order. Used on the
 * wire and in the local store.
 */
final class Wire {
  private static final byte FORMAT = 1;

  private static final byte PROMISE = 1;
  private static final byte RECORD = 2;
  private static final byte LOOK = 3;
  private static final byte STANDS = 4;
  private static final byte VOTED = 5;
  private static final byte NEWER = 6;
  private static final byte OLDER = 7;
  private static final byte SAME = 8;

  private Wire() {}

  static byte[] bytes(Message message) {
    return written(out -> write(message, out));
  }

  static Message message(byte[] bytes) {
    return read(bytes, Wire::readMessage);
  }

  static byte[] bytes(Voter<Document> voter) {
    return written(
        out -> {
          out.writeLong(voter.number());
          writeNullable(voter.standing(), out);
          write(voter.next().promised(), out);
          write(voter.next().accepted(), out);
        });
  }

  static Voter<Document> voter(byte[] bytes) {
    return read(
        bytes,
        in ->
            new Voter<>(
                in.readLong(), readNullable(in), new Acceptor<>(readBallot(in), readVote(in))));
  }

  private static void write(Message message, DataOutputStream out) throws IOException {
    if (message instanceof Message.Vote vote) {
      boolean record = vote.ask() instanceof Ask.Record;
      out.writeByte(record ? RECORD : PROMISE);
      write(vote.cluster(), out);
      write(vote.ask().ballot(), out);
      if (vote.ask() instanceof Ask.Record<Document> ask) {
        write(ask.value(), out);
      }
    } else if (message instanceof Message.Look look) {
      out.writeByte(LOOK);
      out.writeBoolean(look.cluster() != null);
      if (look.cluster() != null) {
        write(look.cluster(), out);
      }
      out.writeLong(look.number());
    } else if (message instanceof Message.Stands stands) {
      out.writeByte(STANDS);
      out.writeLong(stands.number());
      write(stands.document(), out);
    } else if (message instanceof Message.Voted voted) {
      out.writeByte(VOTED);
      write(voted.reply(), out);
    } else if (message instanceof Message.Newer newer) {
      out.writeByte(NEWER);
      out.writeLong(newer.number());
      write(newer.document(), out);
    } else if (message instanceof Message.Older older) {
      out.writeByte(OLDER);
      out.writeLong(older.number());
    } else {
      out.writeByte(SAME);
      out.writeBoolean(((Message.Same) message).open());
    }
  }

  private static Message readMessage(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case PROMISE -> new Message.Vote(readId(in), new Ask.Promise<>(readBallot(in)));
      case RECORD ->
          new Message.Vote(readId(in), new Ask.Record<>(readBallot(in), readDocument(in)));
      case LOOK -> new Message.Look(in.readBoolean() ? readId(in) : null, in.readLong());
      case STANDS -> {
        long number = in.readLong();
        Document document = readDocument(in);
        yield new Message.Stands(document.cluster(), number, document);
      }
      case VOTED -> new Message.Voted(readReply(in));
      case NEWER -> new Message.Newer(in.readLong(), readDocument(in));
      case OLDER -> new Message.Older(in.readLong());
      case SAME -> new Message.Same(in.readBoolean());
      default -> throw new IOException("Unknown kind of message " + kind);
    };
  }

  private static void write(Reply<Document> reply, DataOutputStream out) throws IOException {
    write(reply.ballot(), out);
    out.writeBoolean(reply.recording());
    out.writeBoolean(reply.granted());
    write(reply.promised(), out);
    write(reply.accepted(), out);
  }

  private static Reply<Document> readReply(DataInputStream in) throws IOException {
    return new Reply<>(
        readBallot(in), in.readBoolean(), in.readBoolean(), readBallot(in), readVote(in));
  }

  private static void write(Vote<Document> vote, DataOutputStream out) throws IOException {
    out.writeBoolean(vote != null);
    if (vote != null) {
      write(vote.ballot(), out);
      write(vote.value(), out);
    }
  }

  private static Vote<Document> readVote(DataInputStream in) throws IOException {
    return in.readBoolean() ? new Vote<>(readBallot(in), readDocument(in)) : null;
  }

  private static void write(Ballot ballot, DataOutputStream out) throws IOException {
    out.writeLong(ballot.number());
    out.writeLong(ballot.round());
    out.writeLong(ballot.token());
  }

  private static Ballot readBallot(DataInputStream in) throws IOException {
    return new Ballot(in.readLong(), in.readLong(), in.readLong());
  }

  private static void writeNullable(Document document, DataOutputStream out) throws IOException {
    out.writeBoolean(document != null);
    if (document != null) {
      write(document, out);
    }
  }

  private static Document readNullable(DataInputStream in) throws IOException {
    return in.readBoolean() ? readDocument(in) : null;
  }

  private static void write(Document document, DataOutputStream out) throws IOException {
    write(document.cluster(), out);
    write(document.author(), out);
    out.writeLong(document.attempt());
    out.writeBoolean(document.settled());
    out.writeInt(document.entries().size());
    for (Map.Entry<String, byte[]> entry : document.entries().entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
  }

  private static Document readDocument(DataInputStream in) throws IOException {
    UUID cluster = readId(in);
    UUID author = readId(in);
    long attempt = in.readLong();
    boolean settled = in.readBoolean();
    Map<String, byte[]> entries = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      entries.put(name, in.readNBytes(in.readInt()));
    }
    return new Document(cluster, author, attempt, settled, entries);
  }

  private static void write(UUID id, DataOutputStream out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static UUID readId(DataInputStream in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException(
            "The ledger is of format " + format + "; this version reads " + FORMAT);
      }
      return reading.from(in);
    } catch (IOException e) {
      throw new UncheckedIOException("What is said of the ledger cannot be read", e);
    }
  }
}
