package dev.baton.itests.map;

import com.hazelcast.config.Config;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.PartitionService;
import dev.baton.state.hazelcast.HandoffMapConfig;
import dev.baton.state.map.TooFewMembersException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * One member in its own JVM: {@code WAY MINIMUM PORT OTHER_PORT}. Takes orders on its standard
 * input and answers in lines: {@code members N} (wait until there are so many, all backups done),
 * {@code write N} (N shards whose primary is here, number after number, for ever), {@code read S},
 * {@code go-on S}, {@code try S}.
 */
final class MemberMain {
  private final HazelcastInstance member;
  private final Ledger ledger;

  private MemberMain(HazelcastInstance member, Way way) {
    this.member = member;
    this.ledger = new Ledger(member, way);
  }

  public static void main(String[] arguments) throws IOException {
    Way way = Way.valueOf(arguments[0]);
    Config config =
        config(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
    MemberMain main = new MemberMain(Hazelcast.newHazelcastInstance(config), way);
    say("started");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ");
      main.follow(words[0], Integer.parseInt(words[1]));
    }
    // The test has gone: so has the reason to run.
    Runtime.getRuntime().halt(0);
  }

  private static Config config(int minimum, int port, String otherPort) {
    Config config = new Config().setClusterName("itest-" + Math.min(port, other(otherPort)));
    HandoffMapConfig.prepare(config, 1, UUID.randomUUID(), null);
    if (minimum > 1) {
      config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("enough", true, minimum));
      config.getMapConfig("baton.state.*").setSplitBrainProtectionName("enough");
    }
    config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .addMember("127.0.0.1:" + port)
        .addMember("127.0.0.1:" + otherPort);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.count", "31");
    // A stopped backup must stay a member.
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "60");
    // What a stopped process has not read must wait in the sender, where kill -9 finds it.
    config.setProperty("hazelcast.socket.receive.buffer.size", "32");
    config.setProperty("hazelcast.socket.send.buffer.size", "32");
    return config;
  }

  private static int other(String port) {
    return Integer.parseInt(port);
  }

  private void follow(String order, int number) {
    switch (order) {
      case "members" -> awaitMembers(number);
      case "write" -> write(number);
      case "read" -> say("read " + number + " " + ledger.read(number));
      case "go-on" -> {
        ledger.goOn(number);
        say("went-on " + number + " " + ledger.read(number));
      }
      case "try" -> say("tried " + number + " " + tried(number));
      default -> throw new IllegalArgumentException("Unknown order " + order);
    }
  }

  private void awaitMembers(int count) {
    PartitionService partitions = member.getPartitionService();
    while (member.getCluster().getMembers().size() != count
        || partitions.getPartitions().stream().anyMatch(each -> each.getOwner() == null)
        || !partitions.isClusterSafe()) {
      LockSupport.parkNanos(20_000_000);
    }
    say("members " + count);
  }

  private void write(int shards) {
    int started = 0;
    for (int shard = 0; started < shards; shard++) {
      if (ledger.isHere(shard)) {
        started++;
        int chosen = shard;
        new Thread(() -> writeForEver(chosen), "writer-" + shard).start();
      }
    }
  }

  private void writeForEver(int shard) {
    for (int number = 0; ; number++) {
      int current = number;
      ledger.write(shard, number, () -> say("unknown " + shard + " " + current));
      say("acknowledged " + shard + " " + number);
    }
  }

  private String tried(int shard) {
    try {
      ledger.write(shard, 0, () -> {});
      return "accepted";
    } catch (TooFewMembersException e) {
      return "refused";
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
