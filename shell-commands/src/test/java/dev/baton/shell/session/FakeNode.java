package dev.baton.shell.session;

import dev.baton.shell.command.AllCommands;
import dev.baton.shell.command.FakeServices;
import dev.baton.shell.control.ControlServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;

/** The shell of a node without a framework. */
public final class FakeNode implements AutoCloseable {
  public final FakeServices services = new FakeServices();
  private final ThreadIOImpl threadIo = new ThreadIOImpl();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
  private final ControlServer server;

  public FakeNode(Path data) throws IOException {
    threadIo.start();
    AllCommands commands = new AllCommands(services);
    commands.addTo(processor);
    Posix posix = new Posix(processor);
    for (String name : new String[] {"cat", "echo", "grep"}) {
      processor.addCommand("gogo", posix, name);
    }
    server =
        ControlServer.start(
            data,
            new GogoSessions(
                new Interpreter.Gogo(processor, threadIo),
                commands.catalogue,
                commands.container,
                data));
  }

  public Path socket() {
    return server.path();
  }

  @Override
  public void close() throws IOException {
    server.close();
    processor.stop();
    threadIo.stop();
  }

  /** Serves a data directory until killed, to be looked at by hand; its acts never end. */
  public static void main(String[] args) throws Exception {
    try (FakeNode node = new FakeNode(Path.of(args[0]))) {
      node.services.result = new CompletableFuture<>();
      System.out.println("serving on " + node.socket());
      Thread.currentThread().join();
    }
  }
}
