package dev.baton.itests.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.itests.Distribution;
import dev.baton.itests.Eventually;
import dev.baton.itests.NodeProcess;
import dev.baton.itests.Output;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is backed up while it serves, and the backup is brought back elsewhere. */
class BackupIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KEYS = 200;
  private static final int CALLERS = 2;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path directory;

  private final AtomicLongArray begun = new AtomicLongArray(KEYS);
  private final AtomicLongArray acknowledged = new AtomicLongArray(KEYS);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @Test
  void aBackupUnderLoadHasWhatWasAcknowledgedBeforeAndIsBroughtBack() throws Exception {
    Distribution distribution = Distribution.unpack(directory.resolve("baton"));
    Path backup = directory.resolve("nightly");
    List<Long> before;
    List<Long> after;
    try (NodeProcess node = NodeProcess.start(distribution, directory.resolve("one"))) {
      deploy(node, distribution, "counter-api-1.0.0", "counter-1.0.0", "counter-web-1.0.0");
      done(node, "upgrade", distribution.example("counter-2.0.0.jar").toString());
      List<Thread> callers = callers(node.http());
      Eventually.holds(LIMIT, () -> least(acknowledged) > 2, () -> failures.toString());

      before = copy(acknowledged);
      String said = done(node, "backup", backup.toString());
      after = copy(begun);
      Eventually.holds(LIMIT, () -> least(acknowledged) > 5, () -> failures.toString());
      over = true;
      for (Thread caller : callers) {
        caller.join();
      }

      assertTrue(said.contains("backed up to " + backup), said);
      assertEquals(List.of(), List.copyOf(failures));
      refused(node, "is not an empty directory", "backup", backup.toString());
      refused(node, "counter is deployed, as version 2.0.0", "restore", backup.toString());
    }

    try (NodeProcess node = NodeProcess.start(distribution, directory.resolve("two"))) {
      aDamagedBackupChangesNothing(node, backup);
      String said = done(node, "restore", backup.toString());
      assertTrue(said.contains("64 shards, with the state of the backup"), said);
      for (int key = 0; key < KEYS; key++) {
        long value = Long.parseLong(call(node.http(), "GET", "/counter/" + key).body());
        assertTrue(
            before.get(key) <= value && value <= after.get(key),
            key + " was " + before.get(key) + " to " + after.get(key) + " and is " + value);
        assertEquals(value + 1, increment(node.http(), key));
      }
      refused(node, "counter is deployed, as version 2.0.0", "restore", backup.toString());
      done(node, "rollback", "counter");
      HttpResponse<String> rolledBack = call(node.http(), "GET", "/counter/0");
      assertEquals("1", rolledBack.headers().firstValue("X-Version").orElse(""));
      node.stop();
    }

    try (NodeProcess node = NodeProcess.start(distribution, directory.resolve("two"))) {
      long value = Long.parseLong(call(node.http(), "GET", "/counter/0").body());
      assertTrue(value > before.get(0), "after a stop it is " + value);
    }
  }

  private void aDamagedBackupChangesNothing(NodeProcess node, Path backup) throws Exception {
    Path shard = backup.resolve("shards").resolve("counter").resolve("7.shard");
    byte[] whole = Files.readAllBytes(shard);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(shard, damaged);
    refused(node, "shards/counter/7.shard: it is damaged", "restore", backup.toString());
    Files.write(shard, whole);
    Path manifest = backup.resolve("manifest.json");
    Path away = directory.resolve("away");
    Files.move(manifest, away);
    refused(node, "manifest.json", "restore", backup.toString());
    Files.move(away, manifest);
    refused(node, "is no backup", "restore", directory.toString());
    refused(node, "No service 'till'", "restore", backup.toString(), "till");
    assertFalse(done(node, "status").contains("counter"));
  }

  private List<Thread> callers(URI http) {
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int first = i;
      Thread caller =
          new Thread(
              () -> {
                for (int key = first; !over; key = (key + CALLERS) % KEYS) {
                  begun.incrementAndGet(key);
                  try {
                    increment(http, key);
                    acknowledged.incrementAndGet(key);
                  } catch (IOException | InterruptedException | AssertionError e) {
                    failures.add(key + ": " + e);
                  }
                }
              });
      caller.start();
      callers.add(caller);
    }
    return callers;
  }

  private static long increment(URI http, int key) throws IOException, InterruptedException {
    HttpResponse<String> reply = call(http, "POST", "/counter/" + key + "/increment");
    assertEquals(200, reply.statusCode(), reply.body());
    return Long.parseLong(reply.body());
  }

  private static HttpResponse<String> call(URI http, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(http.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(LIMIT)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static long least(AtomicLongArray counts) {
    return copy(counts).stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  private static List<Long> copy(AtomicLongArray counts) {
    List<Long> copy = new ArrayList<>();
    for (int i = 0; i < counts.length(); i++) {
      copy.add(counts.get(i));
    }
    return copy;
  }

  private static void deploy(NodeProcess node, Distribution distribution, String... examples)
      throws IOException {
    for (String example : examples) {
      done(node, "deploy", distribution.example(example + ".jar").toString());
    }
  }

  private static String done(NodeProcess node, String... words) throws IOException {
    Output output = node.ask(LIMIT, words);
    assertEquals(0, output.status(), output.err());
    return output.out();
  }

  private static void refused(NodeProcess node, String why, String... words) throws IOException {
    Output output = node.ask(LIMIT, words);
    assertEquals(1, output.status(), output.out());
    assertTrue(output.err().contains(why), output.err());
  }
}
