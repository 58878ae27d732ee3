package dev.baton.container.upgrade.backup;

import static dev.baton.container.upgrade.backup.Cohort.LIFE;
import static dev.baton.container.upgrade.backup.Cohort.SHARD;
import static dev.baton.container.upgrade.backup.Cohort.nodes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.state.archive.ShardFile;
import dev.baton.state.protocol.Copies;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
  @TempDir Path folder;

  private final RunningAct act = new RunningAct("backup");
  private Cohort cohort;
  private Cohort.Member asking;
  private Cohort.Member second;
  private Cohort.Member third;

  @BeforeEach
  void threeNodes() throws Exception {
    cohort = new Cohort(folder);
    asking = cohort.join();
    second = cohort.join();
    third = cohort.join();
  }

  @AfterEach
  void close() throws Exception {
    cohort.close();
  }

  private Set<String> brought() throws Exception {
    Path file = folder.resolve("brought");
    ShardExport export = asking.shards().at("counter", LIFE).bring(SHARD, file, act);
    assertEquals(Layout.sha256(file), export.sha256());
    Set<String> found = new TreeSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      ShardFile read = ShardFile.open(in);
      assertEquals(export.header(), read.header());
      assertEquals(
          export.totals(),
          read.forEach(
              entry ->
                  found.add(
                      new String(entry.key(), StandardCharsets.UTF_8)
                          + "="
                          + new String(entry.value(), StandardCharsets.UTF_8))));
    }
    return found;
  }

  @Test
  void theOwnStoreIsReadIfItHasEverything() throws Exception {
    Copies copies = Copies.first(1, nodes(asking, second));
    cohort.place(copies);
    asking.stores(copies, 1, 5, "a=1", "b=2");
    cohort.members.remove(second);

    assertEquals(Set.of("a=1", "b=2"), brought());
    second.close();
  }

  @Test
  void anotherNodesStoreIsReadAndItsFileIsDeletedThen() throws Exception {
    Copies copies = Copies.first(1, nodes(second, third));
    cohort.place(copies);
    second.stores(copies, 1, 5, "a=1");
    third.stores(copies, 1, 5, "a=1");

    assertEquals(Set.of("a=1"), brought());
    try (Stream<Path> left = Files.list(folder.resolve("node-2").resolve("outgoing"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void aStoreThatMissedTheNewestCopySetIsNotRead() throws Exception {
    Copies before = Copies.first(1, nodes(asking, second));
    Copies now = before.next(2, nodes(second, third));
    cohort.place(before, now);
    asking.stores(before, 1, 5, "a=old");
    second.stores(now, 1, 9, "a=new");
    third.stores(now, 1, 9, "a=new");

    assertEquals(Set.of("a=new"), brought());
  }

  @Test
  void aNodeThatDiesWhileItIsAskedIsLeftForOneThatHasTheShardToo() throws Exception {
    Copies copies = Copies.first(1, nodes(second, third));
    cohort.place(copies);
    second.stores(copies, 1, 5, "a=1");
    third.stores(copies, 1, 5, "a=1");
    boolean[] asked = new boolean[1];
    cohort.beforeEachQuestion(
        () -> {
          if (asked[0]) {
            cohort.members.remove(second);
          }
          asked[0] = true;
        });

    assertEquals(Set.of("a=1"), brought());
    assertEquals(2, cohort.members.size());
    second.close();
  }
}
