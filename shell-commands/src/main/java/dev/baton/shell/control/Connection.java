package dev.baton.shell.control;

import dev.baton.shell.wire.Frame;
import dev.baton.shell.wire.FrameChannel;
import dev.baton.shell.wire.Opening;
import dev.baton.shell.wire.WireException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client. {@link #serve} runs on the connection's own thread, which reads. */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final String name;
  private final FrameChannel channel;
  private final Sessions sessions;
  private final Outbox outbox = new Outbox();

  Connection(String name, FrameChannel channel, Sessions sessions) {
    this.name = name;
    this.channel = channel;
    this.sessions = sessions;
  }

  /** Serves the client until it goes or its session ends. */
  void serve() {
    Thread writer = new Thread(this::write, name + " writer");
    writer.setDaemon(true);
    writer.start();
    try {
      Optional<Frame> first = channel.read();
      if (first.isPresent()) {
        converse(Opening.of(first.get()));
      }
    } catch (WireException e) {
      LOG.warn("{}: refused: {}", name, e.getMessage());
      refuse(e.getMessage(), writer);
    } catch (ClosedChannelException e) {
      LOG.debug("{}: closed", name);
    } catch (IOException e) {
      LOG.debug("{}: the client has gone: {}", name, e.getMessage());
    } finally {
      outbox.clientGone();
      close();
    }
  }

  private void converse(Opening opening) throws IOException {
    Session session =
        sessions.open(opening, outbox.stream(Frame.Kind.OUT), outbox.stream(Frame.Kind.ERROR));
    Thread runner = new Thread(() -> run(session), name + " session");
    runner.setDaemon(true);
    runner.start();
    try {
      for (Optional<Frame> next = channel.read(); next.isPresent(); next = channel.read()) {
        pass(next.get(), session);
      }
    } finally {
      outbox.clientGone();
      session.hangUp();
      runner.interrupt();
    }
  }

  private void pass(Frame frame, Session session) throws WireException {
    switch (frame.kind()) {
      case INPUT -> session.input(frame.body());
      case RESIZE -> session.resize(frame.number(0, 2), frame.number(1, 2));
      case INTERRUPT -> session.interrupt();
      default -> throw new WireException("a client sends no " + frame.kind() + " here");
    }
  }

  private void run(Session session) {
    int status = session.run();
    try {
      outbox.add(Frame.exit(status));
    } catch (IOException e) {
      LOG.debug("{}: exit status {} not sent: {}", name, status, e.getMessage());
    }
  }

  private void refuse(String why, Thread writer) {
    try {
      outbox.add(Frame.text(Frame.Kind.ERROR, "baton: " + why + "\n"));
      outbox.add(Frame.exit(70));
      writer.join(1000);
    } catch (IOException e) {
      LOG.debug("{}: the client has gone: {}", name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes on the writer's thread; closes when EXIT is out, which ends the reading too. */
  private void write() {
    try {
      outbox.drainTo(channel);
    } catch (IOException e) {
      LOG.debug("{}: the client has gone: {}", name, e.getMessage());
    } finally {
      outbox.clientGone();
      close();
    }
  }

  /** Ends the connection from outside; any thread. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("{}: closing: {}", name, e.getMessage());
    }
  }
}
