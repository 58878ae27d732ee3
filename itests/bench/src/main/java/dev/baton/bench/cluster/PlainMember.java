package dev.baton.bench.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.baton.bench.probe.Burst;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The process of a member of a plain Hazelcast cluster, on loopback, with as many threads as it
 * would choose on two cores and one backup as is usual. Its arguments are its port and the ports of
 * all. It says {@code ready}, then takes lines {@code get|increment CALLERS MILLIS KEYS} and
 * answers each with the pace of {@code IMap.get} of a key of another member, or of increments by
 * {@code IMap.executeOnKey}, of a key of its own if it is one. The end of the input ends it.
 */
public final class PlainMember {
  private static final String MAP = "counts";
  private static final long BASE = 1000;

  private PlainMember() {}

  /** Runs a member. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config(arguments));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      IMap<String, Long> counts = member.getMap(MAP);
      System.out.println("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        counts.putIfAbsent("0", BASE); // no partition has an owner before the first call
        String[] words = line.split(" ");
        int keys = Integer.parseInt(words[3]);
        boolean reads = "get".equals(words[0]);
        int first = keys == 1 ? key(member, !reads) : 0;
        for (int key = 0; key < keys; key++) {
          counts.putIfAbsent(Integer.toString(first + key), BASE);
        }
        Burst burst =
            new Burst(
                Integer.parseInt(words[1]), Duration.ofMillis(Long.parseLong(words[2])), keys);
        IntConsumer call =
            reads
                ? key -> counts.get(Integer.toString(first + key))
                : key -> counts.executeOnKey(Integer.toString(first + key), new Increment());
        System.out.println(burst.run(call));
      }
    } finally {
      member.getLifecycleService().terminate();
    }
  }

  private static int key(HazelcastInstance member, boolean own) {
    return IntStream.iterate(0, key -> key + 1)
        .filter(
            key ->
                own
                    == member
                        .getPartitionService()
                        .getPartition(Integer.toString(key))
                        .getOwner()
                        .localMember())
        .findFirst()
        .orElseThrow();
  }

  private static Config config(String[] arguments) {
    Config config = new Config();
    config.setClusterName("bench-plain-" + arguments[1]);
    config.getNetworkConfig().setPort(Integer.parseInt(arguments[0])).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (String port : arguments[1].split(",")) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + port);
    }
    Map.of(
            "hazelcast.logging.type", "none",
            "hazelcast.phone.home.enabled", "false",
            "hazelcast.socket.bind.any", "false",
            "hazelcast.wait.seconds.before.join", "0",
            "hazelcast.operation.thread.count", "2",
            "hazelcast.operation.generic.thread.count", "2",
            "hazelcast.operation.responsethread.count", "1",
            "hazelcast.io.thread.count", "1",
            "hazelcast.partition.count", "271")
        .forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config
        .getSerializationConfig()
        .addDataSerializableFactory(Increment.FACTORY, new Increment.Made());
    return config;
  }
}
