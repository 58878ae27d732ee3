package dev.baton.container.upgrade.backup;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.state.archive.ShardFile;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.ShardId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier members of this node had stored when the others went on without them: {@code
 * DATA/lost/DATE/SERVICE-NUMBER.shard}. What the cluster has now is what counts; each file is
 * compared with it once, and deleted if the cluster has all of it. What differs stands in a text
 * beside it until an operator deletes the folder.
 *
 * <p>What was overwritten since differs as well: the files cannot tell that apart.
 */
public final class LostShards implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LostShards.class);
  private static final String REPORT = "REPORT.txt";
  private static final String SHARD = ".shard";
  private static final String TEXT = ".differences.txt";
  private static final String PART = ".part";
  private static final long AGAIN_SECONDS = 30;

  private final Path lost;
  private final ClusterRecord record;
  private final Shards shards;
  private final Thread thread = new Thread(this::compareAll, "baton-lost");

  /**
   * @param lost the folder of those folders; need not be there
   */
  public LostShards(Path lost, ClusterRecord record, Shards shards) {
    this.lost = lost;
    this.record = record;
    this.shards = shards;
  }

  /** Begins to compare what was not compared yet, if there is anything. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void compareAll() {
    try {
      while (!compareOpen()) {
        TimeUnit.SECONDS.sleep(AGAIN_SECONDS);
      }
    } catch (InterruptedException stopping) {
      LOG.debug("Comparing what is in {} goes on at the next start", lost);
    }
  }

  /**
   * @return whether everything is compared
   */
  private boolean compareOpen() throws InterruptedException {
    try {
      for (Path folder : folders("")) {
        if (!Files.exists(folder.resolve(REPORT))) {
          compare(folder);
        }
      }
      return true;
    } catch (IOException | RefusedException failed) {
      LOG.warn("What is in {} is compared again later: {}", lost, failed.toString());
      return false;
    }
  }

  /** Compares one folder; package-private for tests. */
  void compare(Path folder) throws IOException, InterruptedException {
    List<String> report = new ArrayList<>();
    for (Path file : files(folder, SHARD)) {
      String difference = difference(file);
      if (difference.isEmpty()) {
        Files.delete(file);
      } else {
        report.add(difference);
      }
    }
    if (report.isEmpty()) {
      for (Path left : files(folder, "")) {
        Files.delete(left);
      }
      Files.delete(folder);
      LOG.info("The cluster has all that was set aside in {}; it is deleted", folder);
      return;
    }
    Files.writeString(folder.resolve(REPORT), String.join("\n", report) + "\n");
    LOG.warn("The cluster does not have all that is in {}: {}", folder, report);
  }

  /** How a file differs from what the cluster has, in words; empty if it does not. */
  private String difference(Path file) throws IOException, InterruptedException {
    ShardId shard;
    Header header;
    try (InputStream in = Files.newInputStream(file)) {
      ShardFile read = ShardFile.open(in);
      shard = read.shard();
      header = read.header();
    }
    record.refresh();
    ServiceRecord service = record.service(shard.service());
    if (service == null || !service.incarnation().equals(header.incarnation())) {
      return shard + ": the cluster has no " + shard.service() + " of that life any more";
    }
    Path now = file.resolveSibling("compared.part");
    try {
      shards
          .at(shard.service(), service.incarnation())
          .bring(shard, now, new RunningAct("comparing " + file));
      Differences differences = Differences.between(file, now);
      if (differences.count() == 0) {
        return "";
      }
      Path text = file.resolveSibling(file.getFileName().toString().replace(SHARD, TEXT));
      try (BufferedWriter out = Files.newBufferedWriter(text, StandardCharsets.UTF_8)) {
        differences.write(out);
      }
      return shard
          + ": "
          + differences.count()
          + " of "
          + differences.entries()
          + " entries are not, or not so, in the cluster";
    } finally {
      Files.deleteIfExists(now);
    }
  }

  /** For the operator: what is there, how large it is, and what to do; on any thread. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    try {
      for (Path folder : folders("")) {
        words.add(words(folder));
      }
      for (Path folder : folders(PART)) {
        words.add(
            folder
                + " was being written when the process ended; look at it or delete it, it is not"
                + " whole");
      }
    } catch (IOException failed) {
      words.add(lost + " cannot be read: " + failed);
    }
    return words;
  }

  private static String words(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : files(folder, "")) {
      bytes += Files.size(file);
    }
    Path report = folder.resolve(REPORT);
    if (!Files.exists(report)) {
      return folder
          + " ("
          + bytes
          + " bytes) is what this node had when the others went on without it; it is being"
          + " compared with what the cluster has";
    }
    List<String> shards = Files.readAllLines(report);
    return folder
        + " ("
        + bytes
        + " bytes) is what this node had and the cluster has not: "
        + String.join("; ", shards.subList(0, Math.min(3, shards.size())))
        + (shards.size() > 3 ? "; and " + (shards.size() - 3) + " more in " + REPORT : "")
        + ". What was written since counts too. Look at the files *"
        + TEXT
        + " there; delete the folder when nobody needs it any more";
  }

  /**
   * @param ending {@link #PART} for those that are not whole, empty for the others
   */
  private List<Path> folders(String ending) throws IOException {
    if (!Files.isDirectory(lost)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(lost)) {
      return all.filter(Files::isDirectory)
          .filter(each -> each.toString().endsWith(PART) == ending.equals(PART))
          .sorted()
          .toList();
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** Compares no more. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
