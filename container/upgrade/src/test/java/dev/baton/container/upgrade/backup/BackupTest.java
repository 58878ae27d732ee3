package dev.baton.container.upgrade.backup;

import static dev.baton.container.upgrade.backup.Cohort.LIFE;
import static dev.baton.container.upgrade.backup.Cohort.SHARD;
import static dev.baton.container.upgrade.backup.Cohort.nodes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.RefusedException;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.ArtifactExchange;
import dev.baton.container.upgrade.artifact.Artifacts;
import dev.baton.container.upgrade.record.ServiceRecord;
import dev.baton.container.upgrade.record.ServiceRecord.Kept;
import dev.baton.state.protocol.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir Path folder;

  private Cohort cohort;
  private Cohort.Member self;
  private Cohort.Member other;
  private Artifacts artifacts;
  private ArtifactExchange exchange;
  private Path directory;

  @BeforeEach
  void twoNodesOfWhichTheOtherKeepsTheShard() throws Exception {
    cohort = new Cohort(folder);
    self = cohort.join();
    other = cohort.join();
    Copies copies = Copies.first(1, nodes(other));
    cohort.place(copies);
    other.stores(copies, 3, 5, "a=1", "b=2");
    artifacts = new Artifacts(folder.resolve("kept"));
    exchange = new ArtifactExchange(artifacts, self, Runnable::run);
    directory = folder.resolve("nightly");
  }

  @AfterEach
  void close() throws Exception {
    exchange.close();
    cohort.close();
  }

  private ServiceRecord counter() throws IOException {
    String digest = artifacts.keep(Bundles.make(folder, "counter", "1.0.0"));
    Kept kept = new Kept("1.0.0", digest);
    return new ServiceRecord(
        "counter", LIFE, 1, "1.0.0", null, null, false, Set.of("1.0.0"), List.of(kept));
  }

  private List<String> backup() throws InterruptedException {
    Backup.Writer writer = new Backup.Writer("0.1.0", "node-1", List.of("node-1", "node-2"));
    return new Backup(cohort.record(), exchange, self.shards(), writer)
        .write(directory, new RunningAct("backup"));
  }

  private String refused() {
    RefusedException refused = assertThrows(RefusedException.class, this::backup);
    assertFalse(Files.exists(directory));
    assertFalse(Files.exists(folder.resolve("nightly.part")));
    return refused.getMessage();
  }

  @Test
  void aBackupHasTheServiceAndItsShard() throws Exception {
    cohort.record().write(counter());

    List<String> notes = backup();

    assertEquals(
        List.of("1 service, 0 libraries, 1 shard, 2 entries, 4 bytes of keys and values"), notes);
    KeptBackup kept = KeptBackup.verified(directory, new RunningAct("restore"));
    Manifest.Service service = kept.services("counter").get(0);
    assertEquals("1.0.0", service.version());
    assertNull(service.previous());
    assertEquals(5, service.shards().get(0).sequence());
    List<Integer> found = new ArrayList<>();
    kept.read(SHARD, entry -> found.add((int) entry.value()[0]));
    assertEquals(Set.of((int) '1', (int) '2'), Set.copyOf(found));
  }

  @Test
  void whatIsUndeployedIsSaidNotToBeInIt() throws Exception {
    Kept none = new Kept("2.0.0", "0".repeat(64));
    cohort.record().write(counter());
    cohort
        .record()
        .write(
            new ServiceRecord(
                "till", LIFE, 4, null, null, "2.0.0", false, Set.of("2.0.0"), List.of(none)));
    assertEquals(
        "till is undeployed: the state that is kept of it is not in the backup", backup().get(1));
  }

  @Test
  void nothingIsNoBackup() {
    assertTrue(refused().contains("Nothing is deployed"));
  }

  @Test
  void aServiceThatIsBeingChangedIsRefused() throws Exception {
    cohort.record().write(counter().begin(new Kept("2.0.0", "0".repeat(64))));
    assertEquals(
        "counter is being changed from 1.0.0 to 2.0.0; back up when that is over", refused());
  }

  @Test
  void aServiceThatIsChangedMeanwhileIsRefusedAndNothingIsLeft() throws Exception {
    ServiceRecord counter = counter();
    cohort.record().write(counter);
    cohort.beforeEachQuestion(
        () -> cohort.record().write(counter.begin(new Kept("2.0.0", "0".repeat(64)))));
    assertTrue(refused().contains("is being changed"));

    cohort.record().write(counter);
    ServiceRecord anew = counter.undeployed().anew().begin(counter.kept().get(0)).moved(false);
    cohort.beforeEachQuestion(() -> cohort.record().write(anew));
    assertTrue(refused().contains("was changed while it was backed up"));
  }

  @Test
  void anArtifactThatNobodyHasIsRefusedIfItIsNeeded() throws Exception {
    ServiceRecord counter = counter();
    List<Kept> kept = new ArrayList<>(counter.kept());
    kept.add(new Kept("0.9.0", "0".repeat(64)));
    cohort.record().write(with(counter, Set.of("1.0.0"), kept));
    assertTrue(backup().get(1).startsWith("counter 0.9.0 is not in it: "));

    directory = folder.resolve("again");
    cohort.record().write(with(counter, Set.of("1.0.0", "0.9.0"), kept));
    refused();
  }

  private static ServiceRecord with(ServiceRecord record, Set<String> readers, List<Kept> kept) {
    UUID life = record.incarnation();
    return new ServiceRecord("counter", life, 1, "1.0.0", null, null, false, readers, kept);
  }
}
