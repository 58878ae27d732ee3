package dev.baton.itests.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The backup is stopped while the primary's writers go on, then the primary is killed, then the
 * backup goes on: it must have every number that was acknowledged.
 */
class StoppedBackupIT {
  private static final int SHARDS = 6;

  @Test
  void nothingAcknowledgedIsLostAndTheSurvivorGoesOn() throws Exception {
    SortedMap<Integer, Integer> lost = new TreeMap<>();
    try (MemberProcess survivor = play(Way.FENCED, lost)) {
      assertEquals(Map.of(), lost);
      for (int shard : shards(survivor)) {
        int before = Integer.parseInt(survivor.answer("read " + shard + " "));
        survivor.order("go-on " + shard);
        assertEquals(before + 1, Integer.parseInt(survivor.answer("went-on " + shard + " ")));
      }
    }
  }

  /** With each of these faults the test above would fail: it can see what it is there to see. */
  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"BELIEVES_THE_HEADER", "FORGETS_THE_BACKUP"})
  void aPlantedFaultLosesWhatWasAcknowledged(Way way) throws Exception {
    SortedMap<Integer, Integer> lost = new TreeMap<>();
    play(way, lost).close();
    assertFalse(lost.isEmpty(), "nothing was lost with " + way);
  }

  @Test
  void splitBrainProtectionRefusesWhoIsLeftAlone() throws Exception {
    int[] ports = freePorts();
    try (MemberProcess first = new MemberProcess("first", Way.FENCED, 2, ports[0], ports[1]);
        MemberProcess second = new MemberProcess("second", Way.FENCED, 2, ports[1], ports[0])) {
      first.order("members 2");
      second.order("members 2");
      first.answer("members 2");
      second.answer("members 2");
      second.order("try 1");
      assertEquals("accepted", second.answer("tried 1"));
      first.kill();
      second.order("members 1");
      second.answer("members 1");
      second.order("try 2");
      assertEquals("refused", second.answer("tried 2"));
    }
  }

  /**
   * @param lost is given the numbers missing on the survivor, per shard
   */
  private static MemberProcess play(Way way, Map<Integer, Integer> lost) throws Exception {
    int[] ports = freePorts();
    MemberProcess backup = new MemberProcess("backup", way, 1, ports[1], ports[0]);
    try (MemberProcess primary = new MemberProcess("primary", way, 1, ports[0], ports[1])) {
      primary.order("members 2");
      backup.order("members 2");
      primary.answer("members 2");
      backup.answer("members 2");
      primary.order("write " + SHARDS);
      primary.awaitSaid(lines -> writesFlow(acknowledged(lines)));
      backup.stop();
      int before = primary.said().size();
      primary.awaitSaid(lines -> enough(lines.subList(before, lines.size())));
      primary.kill();
      SortedMap<Integer, Integer> acknowledged = acknowledged(primary.said());
      backup.goOn();
      backup.order("members 1");
      backup.answer("members 1");
      for (var each : acknowledged.entrySet()) {
        backup.order("read " + each.getKey());
        int found = Integer.parseInt(backup.answer("read " + each.getKey() + " "));
        if (found < each.getValue()) {
          lost.put(each.getKey(), each.getValue() - found);
        }
      }
      return backup;
    } catch (Exception | Error e) {
      backup.close();
      throw e;
    }
  }

  private static boolean writesFlow(Map<Integer, Integer> acknowledged) {
    return acknowledged.size() == SHARDS
        && acknowledged.values().stream().allMatch(number -> number >= 10);
  }

  /** Every shard was unknown twice, or acknowledged so often that a backup cannot have got it. */
  private static boolean enough(List<String> sinceTheStop) {
    Map<String, Integer> unknown = new TreeMap<>();
    Map<String, Integer> acknowledged = new TreeMap<>();
    for (String line : sinceTheStop) {
      String[] words = line.split(" ");
      (words[0].equals("unknown") ? unknown : acknowledged).merge(words[1], 1, Integer::sum);
    }
    return (unknown.size() == SHARDS && unknown.values().stream().allMatch(n -> n >= 2))
        || (acknowledged.size() == SHARDS && acknowledged.values().stream().allMatch(n -> n >= 3));
  }

  private static SortedMap<Integer, Integer> acknowledged(List<String> lines) {
    SortedMap<Integer, Integer> last = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      if (words[0].equals("acknowledged")) {
        last.merge(Integer.valueOf(words[1]), Integer.valueOf(words[2]), Math::max);
      }
    }
    return last;
  }

  private static List<Integer> shards(MemberProcess survivor) {
    List<Integer> shards =
        survivor.said().stream()
            .filter(line -> line.startsWith("read "))
            .map(line -> Integer.valueOf(line.split(" ")[1]))
            .toList();
    assertEquals(SHARDS, shards.size(), () -> survivor.said().toString());
    return shards;
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }
}
