package dev.baton.shell.command;

import dev.baton.container.RefusedException;
import dev.baton.shell.grammar.CommandLine;
import dev.baton.shell.grammar.Grammar;
import dev.baton.shell.grammar.UsageException;
import dev.baton.shell.render.Screen;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/**
 * A command. Its method of the same name says what it takes; Gogo hands the words over as they are
 * and does not convert them itself, so that what is wrong with them is said in the operator's
 * words.
 */
public abstract class Command implements Function {
  /** The scope of all commands of this package. */
  public static final String SCOPE = "baton";

  /** The session's variable that holds the thread of the command that runs, to be interrupted. */
  public static final String THREAD = ".baton.thread";

  private final Grammar grammar;

  /** A command that is called as its class. */
  Command() {
    this.grammar = Grammar.of(getClass(), getClass().getSimpleName().toLowerCase(Locale.ROOT));
  }

  /** What it takes. */
  public final Grammar grammar() {
    return grammar;
  }

  /**
   * Runs it.
   *
   * @throws UsageException if the words are wrong; nothing was done
   * @throws RefusedException if the container refuses
   * @throws LeftException if the thread was interrupted; what was started goes on
   * @throws UnforeseenException if it failed in any other way
   */
  @Override
  public final Object execute(CommandSession session, List<Object> words)
      throws IllegalAccessException {
    List<String> texts = words.stream().map(String::valueOf).toList();
    if (texts.contains("--help") || texts.contains("-h")) {
      Screen.of(session).print(HelpText.of(grammar));
      return null;
    }
    List<Object> arguments = new ArrayList<>(List.of(session));
    arguments.addAll(CommandLine.read(grammar, texts, session.currentDir()));
    session.put(THREAD, Thread.currentThread());
    try {
      return grammar.method().invoke(this, arguments.toArray());
    } catch (InvocationTargetException e) {
      throw foreseen(e.getCause());
    } finally {
      session.put(THREAD, null);
    }
  }

  private static RuntimeException foreseen(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      return refused;
    } else if (failure instanceof UsageException usage) {
      return usage;
    } else if (failure instanceof LeftException left) {
      return left;
    }
    return new UnforeseenException(failure);
  }
}
