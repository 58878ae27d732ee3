package dev.baton.state.store;

import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.ShardId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Items and entries as bytes: format {@value SegmentHeader#FORMAT}. */
final class ItemCodec {
  private static final int BEGIN = 1;
  private static final int CHANGE = 2;
  private static final int NEXT = 3;
  private static final int DISCARD = 4;
  private static final int OPENED = 5;
  private static final int END = 6;

  private ItemCodec() {}

  static void encode(Output out, Item item, List<Entry> entries) {
    if (item instanceof Item.Next next) {
      out.octet(NEXT);
      shard(out, next.shard());
      out.number(next.sequence());
    } else if (item instanceof Item.Change change) {
      out.octet(CHANGE);
      shard(out, change.shard());
      header(out, change.header());
    } else if (item instanceof Item.Begin begin) {
      out.octet(BEGIN);
      shard(out, begin.shard());
      header(out, begin.header());
    } else if (item instanceof Item.Discard discard) {
      out.octet(DISCARD);
      out.text(discard.service());
      out.uuid(discard.incarnation());
    } else {
      out.octet(item instanceof Item.Opened ? OPENED : END);
    }
    entries(out, entries);
  }

  static Item item(Input in) {
    int kind = in.octet();
    return switch (kind) {
      case BEGIN -> new Item.Begin(shard(in), header(in));
      case CHANGE -> new Item.Change(shard(in), header(in));
      case NEXT -> new Item.Next(shard(in), in.number());
      case DISCARD -> new Item.Discard(in.text(), in.uuid());
      case OPENED -> new Item.Opened();
      case END -> new Item.End();
      default -> throw new IllegalArgumentException("an item of the unknown kind " + kind);
    };
  }

  private static void shard(Output out, ShardId shard) {
    out.text(shard.service());
    out.number(shard.number());
  }

  private static ShardId shard(Input in) {
    return new ShardId(in.text(), in.size());
  }

  private static void header(Output out, Header header) {
    out.uuid(header.incarnation());
    out.number(header.epoch());
    out.fixed(header.token());
    out.number(header.sequence());
    out.uuid(header.holder().member());
    out.text(header.holder().version());
    out.number(header.copies().number());
    out.fixed(header.copies().token());
    out.number(header.copies().nodes().size());
    header.copies().nodes().forEach(out::uuid);
    out.octet(header.complete() ? 1 : 0);
  }

  private static Header header(Input in) {
    UUID incarnation = in.uuid();
    long epoch = in.number();
    long token = in.fixed();
    long sequence = in.number();
    Holder holder = new Holder(in.uuid(), in.text());
    Copies copies = copies(in);
    return new Header(incarnation, epoch, token, sequence, holder, copies, in.octet() == 1);
  }

  private static Copies copies(Input in) {
    long number = in.number();
    long token = in.fixed();
    Set<UUID> nodes = new HashSet<>();
    for (int left = in.size(); left > 0; left--) {
      nodes.add(in.uuid());
    }
    return new Copies(number, token, nodes);
  }

  /** A table's name stands only where it differs from that of the entry before. */
  private static void entries(Output out, List<Entry> entries) {
    out.number(entries.size());
    String table = null;
    for (Entry entry : entries) {
      boolean same = entry.table().equals(table);
      boolean delete = entry.value() == null;
      out.octet((same ? 1 : 0) | (delete ? 2 : 0));
      if (!same) {
        table = entry.table();
        out.text(table);
      }
      out.bytes(entry.key());
      out.number(entry.schema());
      if (!delete) {
        out.bytes(entry.value());
      }
    }
  }

  /** The entries after an item, in the order in which they were queued. */
  static List<Entry> entries(Input in) {
    int count = in.size();
    List<Entry> entries = new ArrayList<>(count);
    String table = null;
    for (int i = 0; i < count; i++) {
      int marks = in.octet();
      if ((marks & 1) == 0) {
        table = in.text();
      }
      byte[] key = in.bytes(in.size());
      int schema = in.size();
      byte[] value = (marks & 2) == 0 ? in.bytes(in.size()) : null;
      entries.add(new Entry(table, key, value, schema));
    }
    return entries;
  }
}
