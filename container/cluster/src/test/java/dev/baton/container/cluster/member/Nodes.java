package dev.baton.container.cluster.member;

import com.hazelcast.core.Hazelcast;
import dev.baton.container.cluster.MemberRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Nodes in this process that look for each other on loopback, each with its own directory. */
final class Nodes implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();
  private final Map<String, RunningMember> running = new LinkedHashMap<>();

  Nodes(Path folder, int most) throws IOException {
    this.folder = folder;
    List<ServerSocket> taken = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      taken.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : taken) {
      socket.close();
    }
  }

  ClusterSettings settings(int number) {
    return new ClusterSettings(
        "n" + number,
        folder.resolve("n" + number),
        "http://127.0.0.1:" + (8000 + number),
        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(number))),
        ports.stream().map(port -> "127.0.0.1:" + port).toList(),
        folder.resolve("cluster.key"),
        Optional.empty(),
        false,
        false);
  }

  RunningMember start(int number) throws IOException {
    return start(number, settings(number));
  }

  /** Starts one that is told of no other. */
  RunningMember startFirst(int number) throws IOException {
    ClusterSettings all = settings(number);
    return start(
        number,
        new ClusterSettings(
            all.name(),
            all.data(),
            all.http(),
            all.listen(),
            List.of(),
            all.key(),
            all.file(),
            false,
            false));
  }

  private RunningMember start(int number, ClusterSettings settings) throws IOException {
    RunningMember member = RunningMember.start(settings, MemberRules.NONE, why -> {});
    synchronized (running) {
      running.put("n" + number, member);
    }
    return member;
  }

  /** Starts several at the same time. */
  void startTogether(int... numbers) throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int number : numbers) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  start(number);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    }
    for (CompletableFuture<Void> each : all) {
      each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  RunningMember node(int number) {
    return running.get("n" + number);
  }

  /** Ends a node's member without a word to the others; what runs on top of it goes on. */
  void cutOff(int number) {
    Hazelcast.getHazelcastInstanceByName("n" + number).getLifecycleService().terminate();
  }

  /** Ends a node as if its process had been killed. */
  void kill(int number) {
    cutOff(number);
    running.remove("n" + number).close();
  }

  void stop(int number) {
    running.remove("n" + number).close();
  }

  @Override
  public void close() {
    running.values().forEach(RunningMember::close);
  }

  static void eventually(String what, BooleanSupplier holds) {
    eventually(what, Duration.ofSeconds(PATIENCE_SECONDS), holds);
  }

  static void eventually(String what, Duration patience, BooleanSupplier holds) {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        Assertions.fail("Not within " + patience.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
