package dev.baton.shell.command;

import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandProcessor;

/** The commands without a framework. */
public final class AllCommands {
  /** The container that the commands see. */
  public final Container container;

  public final Catalogue catalogue = new Catalogue();
  private final List<Command> commands;

  public AllCommands(FakeServices services) {
    container =
        new Container(services, new FakeNodes(services::act), new FakeBackups(services::act));
    commands =
        List.of(
            new Abort(container),
            new Backup(container),
            new Check(container),
            new Deploy(container),
            new Doctor(container),
            new Drain(container),
            new Drill(container),
            new Finish(container),
            new Forget(container),
            new Logs(container),
            new Move(container),
            new Nodes(container),
            new Peerlost(container),
            new Rebalance(container),
            new Restore(container),
            new Rollback(container),
            new Shards(container),
            new State(container),
            new Status(container),
            new Undeploy(container),
            new Undrain(container),
            new Upgrade(container));
    commands.forEach(catalogue::add);
  }

  public List<Command> commands() {
    return commands;
  }

  /** Makes them known to Gogo. */
  public CommandProcessor addTo(CommandProcessorImpl processor) {
    for (Command command : commands) {
      processor.addCommand(Command.SCOPE, command, command.grammar().name());
    }
    processor.addCommand(Command.SCOPE, new Help(catalogue), "help");
    return processor;
  }
}
