package dev.baton.shell.session;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Gogo's own commands for reading and filtering, scope {@code gogo}. The bundle that they come
 * from, gogo.jline, is never started: its activator would open a shell on the node's own terminal,
 * swallow its Ctrl-C and stop the node when its input ends.
 */
final class GogoCommands {
  private static final String[] POSIX = {
    "cat", "echo", "grep", "sort", "sleep", "cd", "pwd", "ls", "less", "watch", "head", "tail",
    "clear", "wc", "date"
  };
  private static final String[] PROCEDURAL = {
    "each", "if", "not", "throw", "try", "until", "while", "break", "continue"
  };
  private static final String[] BUILTIN = {
    "format", "new", "set", "tac", "type", "jobs", "fg", "bg", "history"
  };
  private static final String[] SHELL = {"help", "source"};

  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  private GogoCommands() {}

  static GogoCommands register(BundleContext context, CommandProcessor processor) {
    GogoCommands commands = new GogoCommands();
    commands.add(context, new Posix(processor), POSIX);
    commands.add(context, new Procedural(), PROCEDURAL);
    commands.add(context, new Builtin(), BUILTIN);
    commands.add(context, new Shell(new Surroundings(context), processor), SHELL);
    return commands;
  }

  private void add(BundleContext context, Object commands, String[] functions) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
    properties.put(CommandProcessor.COMMAND_FUNCTION, functions);
    registrations.add(context.registerService(Object.class, commands, properties));
  }

  void unregister() {
    registrations.forEach(ServiceRegistration::unregister);
  }

  /** What Gogo's commands may know of the node; stopping it is not among it. */
  private record Surroundings(BundleContext bundle) implements Shell.Context {
    @Override
    public String getProperty(String name) {
      return bundle.getProperty(name);
    }

    @Override
    public void exit() {
      throw new UnsupportedOperationException("A shell does not stop its node");
    }
  }
}
