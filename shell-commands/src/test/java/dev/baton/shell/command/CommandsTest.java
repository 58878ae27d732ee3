package dev.baton.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import dev.baton.shell.grammar.Grammar;
import dev.baton.shell.grammar.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
  private final FakeServices services = new FakeServices();
  private final AllCommands commands = new AllCommands(services);
  private final CommandProcessorImpl processor = new CommandProcessorImpl(null);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final CommandSession session =
      processor.createSession(new ByteArrayInputStream(new byte[0]), printed, printed);

  @AfterEach
  void close() {
    session.close();
    processor.stop();
  }

  private String run(String name, String... words) throws Exception {
    printed.reset();
    session.currentDir(Path.of("/work"));
    command(name).execute(session, new ArrayList<>(List.of(words)));
    return printed.toString(StandardCharsets.UTF_8);
  }

  private Command command(String name) {
    return commands.commands().stream()
        .filter(command -> command.grammar().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> asked() {
    List<String> asked = List.copyOf(services.asked);
    services.asked.clear();
    return asked;
  }

  @Test
  void wordsReachTheContainer() throws Exception {
    run("deploy", "a.jar");
    run("upgrade", "b.jar", "--max-pause", "50ms", "--hold");
    run("upgrade", "/c.jar", "--drain-timeout=1m");
    run("rollback", "counter");
    run("rollback", "counter", "1.0.0", "--max-pause=2s");
    run("finish", "counter");
    run("abort", "counter");
    run("undeploy", "counter");
    run("undeploy", "counter", "--discard-state");
    run("check", "d.jar", "--static");
    assertEquals(
        List.of(
            "deploy /work/a.jar",
            "upgrade /work/b.jar 50 30000 true",
            "upgrade /c.jar 500 60000 false",
            "rollback counter null 500",
            "rollback counter 1.0.0 2000",
            "finish counter",
            "abort counter",
            "undeploy counter false",
            "undeploy counter true",
            "check /work/d.jar true"),
        asked());
  }

  @Test
  void wordsAboutNodesReachTheContainer() throws Exception {
    run("drain", "b", "--timeout", "5s");
    run("undrain", "b");
    run("forget", "b");
    run("peerlost", "continue");
    run("rebalance");
    run("drill");
    run("drill", "b");
    run("move", "counter", "0", "a");
    assertEquals(
        List.of(
            "drain b 5000",
            "undrain b",
            "forget b",
            "peerlost CONTINUE",
            "rebalance",
            "drill null",
            "drill b",
            "move counter#0 a"),
        asked());
    assertThrows(UsageException.class, () -> run("move", "counter", "-1", "a"));
  }

  @Test
  void wordsAboutBackupsReachTheContainer() throws Exception {
    run("backup", "nightly");
    run("restore", "/nightly");
    run("restore", "nightly", "counter");
    assertEquals(
        List.of("backup /work/nightly", "restore /nightly null", "restore /work/nightly counter"),
        asked());
  }

  @Test
  void nodesAndShardsAreTables() throws Exception {
    String nodes = run("nodes");
    assertTrue(nodes.startsWith("NODE  NOW     SHARDS  ENTRIES  CALLS/S  HTTP"), nodes);
    assertTrue(nodes.contains("b     away         -        -        -  -"), nodes);
    String shards = run("shards", "counter").replaceAll(" +", " ");
    assertTrue(shards.contains("counter#0 a 1.0.0 16 12 0 a one copy only"), shards);
    assertEquals("! b is away. Start it again\n", run("doctor"));
  }

  @Test
  void aRolloutIsNamedFirstAndItsLogIsThatOfAllNodes() throws Exception {
    String report = run("upgrade", "b.jar");
    assertTrue(report.startsWith("rollout 20261121-142233-7f3a\n"), report);
    assertEquals(
        "a       upgrade of 20261121-142233-7f3a\nnode-b  a asks for STAGE\n",
        run("logs", "--rollout", "20261121-142233-7f3a"));
    assertThrows(RefusedException.class, () -> run("logs", "--rollout", "unknown"));
  }

  @Test
  void helpOfACommandAsksNothing() throws Exception {
    String help = run("upgrade", "b.jar", "--help");
    assertTrue(help.contains("--max-pause DURATION"), help);
    assertTrue(help.contains("(500ms)"), help);
    assertEquals(List.of(), asked());
  }

  @Test
  void aRefusalComesOutAsItIs() {
    RefusedException refusal = new RefusedException("No. Version 1.0.0 keeps serving.");
    services.result = CompletableFuture.failedFuture(refusal);
    assertEquals(refusal, assertThrows(RefusedException.class, () -> run("deploy", "a.jar")));
  }

  @Test
  void whatNobodyForesawIsToldApart() {
    services.result = CompletableFuture.failedFuture(new IllegalStateException("broken"));
    UnforeseenException unforeseen =
        assertThrows(UnforeseenException.class, () -> run("deploy", "a.jar"));
    assertEquals("broken", unforeseen.getCause().getMessage());
  }

  @Test
  void anInterruptLeavesTheActRunning() {
    services.result = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    LeftException left = assertThrows(LeftException.class, () -> run("deploy", "a.jar"));
    assertTrue(left.getMessage().contains("deploy /work/a.jar goes on"), left.getMessage());
    assertFalse(services.result.isDone());
  }

  @Test
  void beforeTheContainerIsThereACommandSaysSo() {
    assertTrue(refusalOfStatus(new Container(false)).contains("has not started"));
  }

  @Test
  void aWitnessSaysWhatItIs() {
    assertTrue(refusalOfStatus(new Container(true)).startsWith("This is a witness"));
  }

  private String refusalOfStatus(Container container) {
    Status status = new Status(container);
    return assertThrows(RefusedException.class, () -> status.execute(session, new ArrayList<>()))
        .getMessage();
  }

  @Test
  void stateShowsTablesThenEntriesThenOneValue() throws Exception {
    assertTrue(run("state", "counter").contains("counts  100,000       2  String  Count"));
    String entries = run("state", "counter", "counts");
    assertTrue(entries.contains("12  \"pears\""), entries);
    assertTrue(entries.endsWith("2 of 100,000 entries; --limit NUMBER shows more\n"), entries);
    assertEquals("{\"count\":3}\n", run("state", "counter", "counts", "apples"));
    RefusedException none =
        assertThrows(RefusedException.class, () -> run("state", "counter", "counts", "nuts"));
    assertEquals("Table 'counts' of counter has no entry for the key 'nuts'", none.getMessage());
  }

  @Test
  void helpListsAndDescribesAndFindsNearNames() throws Exception {
    commands.addTo(processor);
    Help help = new Help(commands.catalogue);
    help.execute(session, new ArrayList<>());
    String all = printed.toString(StandardCharsets.UTF_8);
    for (Command command : commands.commands()) {
      assertTrue(all.contains(command.grammar().description()), all);
    }
    printed.reset();
    help.execute(session, new ArrayList<>(List.of("rollback")));
    assertTrue(printed.toString(StandardCharsets.UTF_8).contains("usage: rollback SERVICE"));
    Exception unknown =
        assertThrows(
            Exception.class, () -> help.execute(session, new ArrayList<>(List.of("rolback"))));
    assertTrue(unknown.getMessage().contains("did you mean rollback?"), unknown.getMessage());
  }

  /** All commands there are, as they stand in the package. */
  static List<Class<?>> allCommands() throws Exception {
    Path classes =
        Path.of(Command.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> all = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(classes.resolve("dev/baton/shell/command"), "*.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Command.class.getPackageName() + "." + name);
        if (Command.class.isAssignableFrom(type) && type != Command.class) {
          all.add(type);
        }
      }
    }
    return all;
  }

  @Test
  void noCommandIsForgottenHere() throws Exception {
    assertEquals(commands.commands().size() + 1, allCommands().size());
  }

  @ParameterizedTest
  @MethodSource("allCommands")
  void everyCommandDescribesItselfAndEachOfItsWords(Class<?> command) {
    Grammar grammar = Grammar.of(command, command.getSimpleName().toLowerCase(Locale.ROOT));
    assertFalse(grammar.description().isBlank());
    for (Parameter parameter : grammar.method().getParameters()) {
      if (parameter.getType() != CommandSession.class) {
        Descriptor descriptor = parameter.getAnnotation(Descriptor.class);
        assertNotNull(descriptor, grammar.name() + ": " + parameter);
        assertFalse(descriptor.value().isBlank(), grammar.name() + ": " + parameter);
      }
    }
  }
}
