package dev.baton.itests;

import dev.baton.shell.wire.ControlPath;
import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import dev.baton.shell.wire.Opening;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One command on a node, said over its control socket. */
final class Conversation {
  private final FrameChannel channel;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Conversation(FrameChannel channel) {
    this.channel = channel;
  }

  static Output with(Path data, Duration limit, List<String> words) throws IOException {
    Path socket = ControlPath.locate(data).orElseThrow(() -> new IOException("No node on " + data));
    Executor late = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
    try (FrameChannel channel =
        new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)))) {
      CompletableFuture<Void> end = CompletableFuture.runAsync(() -> close(channel), late);
      try {
        String directory = Path.of("").toAbsolutePath().toString();
        channel.write(new Opening(directory, "dumb", false, 0, 0, words).frame());
        return new Conversation(channel).listen(words);
      } finally {
        end.cancel(false);
      }
    }
  }

  private static void close(FrameChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Output listen(List<String> words) throws IOException {
    for (Optional<Frame> next = channel.read(); next.isPresent(); next = channel.read()) {
      Frame frame = next.get();
      switch (frame.kind()) {
        case OUT -> out.write(frame.body());
        case ERROR -> err.write(frame.body());
        case EXIT -> {
          return new Output(frame.number(0, 1), text(out), text(err));
        }
        default -> throw new IOException("A node sends no " + frame.kind());
      }
    }
    throw new EOFException("The node went away during " + words + ": " + text(out) + text(err));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
