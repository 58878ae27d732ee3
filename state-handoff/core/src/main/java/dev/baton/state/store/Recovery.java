package dev.baton.state.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what the files of a store hold. First everything is read and checked, and whatever is
 * wrong refuses the store with nothing changed; then what a killed process left is tidied up.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final StoreFiles files;
  private final Contents contents = new Contents();
  private final TreeMap<Long, Segment> logs = new TreeMap<>();
  private final List<Path> unneeded = new ArrayList<>();
  private Segment compacted;
  private SegmentScan.Result last;

  private Recovery(StoreFiles files) {
    this.files = files;
  }

  /**
   * What was found, and where to go on.
   *
   * @param log the new last file of the log
   * @param logBytes how long the log is beside the compacted content
   * @param compactedBytes how long the compacted content is
   */
  record Found(Contents contents, SegmentWriter log, long logBytes, long compactedBytes) {}

  static Found recover(StoreFiles files) throws IOException {
    Recovery recovery = new Recovery(files);
    recovery.list();
    recovery.checkOrder();
    recovery.scan();
    recovery.tidy();
    return recovery.goOn();
  }

  private void list() throws IOException {
    unneeded.addAll(files.unfinished());
    List<Path> found = files.segments();
    for (Path file : found) {
      ByteBuffer start = start(file);
      if (start.remaining() == SegmentHeader.BYTES) {
        Segment segment = new Segment(file, SegmentHeader.decode(file.toString(), start));
        if (!segment.compacted()) {
          logs.put(segment.number(), segment);
        } else {
          replaceCompacted(segment);
        }
      } else if (file.equals(found.get(found.size() - 1))) {
        unneeded.add(file); // its creation was cut off
      } else {
        throw new StoreRefusedException(
            file
                + " is damaged: it has "
                + start.remaining()
                + " bytes and its header alone has "
                + SegmentHeader.BYTES
                + ". Nothing was changed.");
      }
    }
    if (compacted != null) {
      logs.headMap(compacted.number()).values().forEach(old -> unneeded.add(old.file()));
      logs.headMap(compacted.number()).clear();
    }
  }

  private static ByteBuffer start(Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(SegmentHeader.BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      while (start.hasRemaining() && channel.read(start) >= 0) {
        // until the header is whole or the file ends
      }
    }
    return start.flip();
  }

  private void replaceCompacted(Segment segment) {
    if (compacted != null) {
      unneeded.add(compacted.file());
    }
    compacted = segment;
  }

  private void checkOrder() throws StoreRefusedException {
    long covered = compacted == null ? 0 : compacted.number();
    long before = 0;
    for (Segment log : logs.values()) {
      long previous = log.header().previous();
      boolean follows = before == 0 ? previous <= covered : previous == before;
      if (!follows) {
        throw new StoreRefusedException(
            files.log(previous)
                + " is missing: "
                + log.name()
                + " goes on from it. Nothing was changed; restore the file from a backup, or move"
                + " the store away to start without it.");
      }
      before = log.number();
    }
  }

  private void scan() throws IOException {
    if (compacted != null) {
      requireWhole(compacted, scan(compacted));
    }
    for (Segment log : logs.values()) {
      SegmentScan.Result result = scan(log);
      if (log.number() != logs.lastKey()) {
        requireWhole(log, result);
      }
      last = result;
    }
  }

  private SegmentScan.Result scan(Segment segment) throws IOException {
    contents.add(segment);
    return SegmentScan.scan(
        segment, (item, entries, place) -> contents.apply(item, entries, segment.number(), place));
  }

  private static void requireWhole(Segment segment, SegmentScan.Result result)
      throws StoreRefusedException {
    if (!result.whole()) {
      throw new StoreRefusedException(
          segment.file()
              + " is damaged: it is good up to byte "
              + result.length()
              + " of "
              + result.size()
              + " and has no end, though other files follow it. Nothing was"
              + " changed; restore the file from a backup, or move the store away to start"
              + " without it.");
    }
  }

  private void tidy() throws IOException {
    for (Path file : unneeded) {
      Files.delete(file);
    }
    if (last != null && !last.whole()) {
      Segment log = logs.lastEntry().getValue();
      if (last.length() < last.size()) {
        LOG.info(
            "{} was being written when its process ended; cut off at byte {} of {}",
            log.file(),
            last.length(),
            last.size());
      }
      try (SegmentWriter end = SegmentWriter.goOn(log, last.length())) {
        end.end();
      }
    }
  }

  private Found goOn() throws IOException {
    long previous = logs.isEmpty() ? 0 : logs.lastKey();
    long highest = Math.max(previous, compacted == null ? 0 : compacted.number());
    SegmentWriter log = files.createLog(highest + 1, previous);
    log.add(new Item.Opened(), List.of());
    log.flush();
    contents.add(log.segment());
    contents.apply(new Item.Opened(), 0, log.segment().number(), SegmentHeader.BYTES);
    files.force();
    long logBytes = 0;
    for (Segment old : logs.values()) {
      logBytes += Files.size(old.file());
    }
    return new Found(contents, log, logBytes, compacted == null ? 0 : Files.size(compacted.file()));
  }
}
