package dev.baton.state.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the store: a piece of the log, or the compacted content of all before it. */
record Segment(Path file, SegmentHeader header) {

  long number() {
    return header.number();
  }

  boolean compacted() {
    return header.compacted();
  }

  String name() {
    return file.getFileName().toString();
  }

  FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }
}
