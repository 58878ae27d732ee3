package dev.baton.shell.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  /** A command with one of everything. */
  public static final class Ship {
    @Descriptor("ships something")
    public void ship(
        CommandSession session,
        @Descriptor("what") @Takes(Word.FILE) Path file,
        @Descriptor("where to") @Takes(value = Word.SERVICE, optional = true) String service,
        @Descriptor("how long it may take")
            @Parameter(names = "--limit", absentValue = "2s")
            @Takes(Word.DURATION)
            Duration limit,
        @Descriptor("how often")
            @Parameter(names = "--times", absentValue = "1")
            @Takes(Word.NUMBER)
            int times,
        @Descriptor("do not ask")
            @Parameter(
                names = {"--force", "-f"},
                presentValue = "true",
                absentValue = "false")
            boolean force) {}
  }

  private static final Path HERE = Path.of("/home/operator");
  private final Grammar grammar = Grammar.of(Ship.class, "ship");

  private List<Object> read(String... words) {
    return CommandLine.read(grammar, List.of(words), HERE);
  }

  private void assertRefused(String message, String... words) {
    UsageException refused = assertThrows(UsageException.class, () -> read(words));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertEquals(
        Arrays.asList(HERE.resolve("a.jar"), null, Duration.ofSeconds(2), 1, false), read("a.jar"));
  }

  @Test
  void optionsStandAnywhereAndMayHaveAnEqualsSign() {
    List<Object> expected = List.of(Path.of("/b.jar"), "counter", Duration.ofMillis(50), 3, true);
    assertEquals(expected, read("--limit", "50ms", "/b.jar", "--times=3", "counter", "-f"));
    assertEquals(expected, read("-f", "--times", "3", "--limit=50ms", "/b.jar", "counter"));
  }

  @Test
  void afterTwoDashesNothingIsAnOption() {
    assertEquals(HERE.resolve("--force"), read("--", "--force").get(0));
  }

  @Test
  void filesAreRelativeToTheClientsDirectory() {
    assertEquals(Path.of("/home/a.jar"), read("../a.jar").get(0));
  }

  @Test
  void unknownOptionsAreNamedWithWhatIsAccepted() {
    assertRefused(
        "ship has no option '--forced'; did you mean --force? It takes --limit DURATION,"
            + " --times NUMBER, --force",
        "a.jar",
        "--forced");
    assertRefused(
        "ship has no option '--zzzzz'. It takes --limit DURATION, --times NUMBER, --force",
        "--zzzzz");
  }

  @Test
  void badValuesAreNamedWithWhatIsAccepted() {
    assertRefused(
        "--limit is '50'; a duration is a number and a unit, as in 50ms, 2s, 1m or 1h",
        "a.jar",
        "--limit",
        "50");
    assertRefused("--limit is '0s'; it must be longer than nothing", "a.jar", "--limit=0s");
    assertRefused(
        "--times is '-1'; it is a whole number from 1 to 999999999", "a.jar", "--times", "-1");
    assertRefused("--force takes no value, but was given '--force=yes'", "a.jar", "--force=yes");
    assertRefused("--limit needs a DURATION; usage: " + grammar.usage(), "a.jar", "--limit");
  }

  @Test
  void missingAndSuperfluousWordsAreNamed() {
    assertRefused("ship needs a FILE; usage: " + grammar.usage());
    assertRefused(
        "'too' is too much for ship; usage: " + grammar.usage(), "a.jar", "counter", "too", "many");
  }

  @Test
  void theUsageSaysWhatIsOptional() {
    assertEquals(
        "ship FILE [SERVICE] [--limit DURATION] [--times NUMBER] [--force]", grammar.usage());
  }

  @Test
  void durationsHaveUnits() {
    assertEquals(Duration.ofMillis(50), Values.duration("it", "50ms"));
    assertEquals(Duration.ofMinutes(2), Values.duration("it", "2m"));
    assertEquals(Duration.ofMinutes(2), Values.duration("it", "2min"));
    assertEquals(Duration.ofHours(1), Values.duration("it", "1h"));
    for (String bad : List.of("", "ms", "-1s", "1.5s", "1 s", "9999999999s", "1d")) {
      assertThrows(UsageException.class, () -> Values.duration("it", bad), bad);
    }
  }

  @Test
  void nearNamesAreFoundAndFarOnesAreNot() {
    List<String> commands = List.of("status", "state", "upgrade", "undeploy", "check");
    assertEquals(List.of("status"), Near.to("stauts", commands));
    assertEquals(List.of("upgrade"), Near.to("upgrad", commands));
    assertEquals(List.of("undeploy"), Near.to("und", commands));
    assertEquals(List.of(), Near.to("frobnicate", commands));
    assertEquals(1, Near.distance("ab", "ba"));
  }
}
