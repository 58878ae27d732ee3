package dev.baton.container.upgrade.backup;

import dev.baton.container.cluster.Answerer;
import dev.baton.container.cluster.Cluster;
import dev.baton.container.cluster.CopyRules;
import dev.baton.container.cluster.Ledger;
import dev.baton.container.cluster.NotDeliveredException;
import dev.baton.container.cluster.Peer;
import dev.baton.container.cluster.Snapshot;
import dev.baton.container.upgrade.record.ClusterRecord;
import dev.baton.state.majority.Roster;
import dev.baton.state.map.Placements;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Placement;
import dev.baton.state.protocol.ShardId;
import dev.baton.state.store.FileStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Nodes that have stores and can ask each other, and one ledger; all in one place. */
final class Cohort implements AutoCloseable {
  static final ShardId SHARD = new ShardId("counter", 0);
  static final UUID LIFE = new UUID(7, 7);

  final List<Member> members = new ArrayList<>();
  final Map<String, byte[]> entries = new TreeMap<>();
  private final Path folder;
  private Runnable beforeEachQuestion = () -> {};

  Cohort(Path folder) {
    this.folder = folder;
  }

  /** A node. */
  final class Member implements Cluster, AutoCloseable {
    final Peer peer;
    final FileStore store;
    private final Map<String, Answerer> answerers = new HashMap<>();
    private final Outgoing outgoing;

    private Member(int number) throws Exception {
      peer = new Peer(new UUID(0, number), new UUID(1, number), "node-" + number, "");
      Path data = folder.resolve(peer.name());
      store = FileStore.open(data.resolve("store"));
      outgoing = new Outgoing(this, store, data.resolve("outgoing"), Runnable::run);
    }

    Shards shards() {
      return new Shards(this, record(), store, Cohort.this::stored);
    }

    /** Stores these counts as the shard's content, under this copy set. */
    void stores(Copies copies, long epoch, long sequence, String... counts) throws Exception {
      Holder holder = new Holder(peer.member(), "1.0.0");
      Header header = new Header(LIFE, epoch, epoch, sequence, holder, copies, true);
      store.begin(SHARD, header.incomplete());
      List<Entry> written = new ArrayList<>();
      for (String count : counts) {
        String[] parts = count.split("=");
        written.add(new Entry("counts", bytes(parts[0]), bytes(parts[1]), 1));
      }
      store.append(SHARD, header.incomplete(), written);
      store.written(store.append(SHARD, header, List.of())).toCompletableFuture().get();
    }

    @Override
    public Peer self() {
      return peer;
    }

    @Override
    public List<Peer> peers() {
      return members.stream().map(member -> member.peer).toList();
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
      return () -> {};
    }

    @Override
    public CompletionStage<byte[]> ask(Peer to, String channel, byte[] question, Duration limit) {
      beforeEachQuestion.run();
      Optional<Member> there = members.stream().filter(m -> m.peer.equals(to)).findFirst();
      if (there.isEmpty()) {
        return CompletableFuture.failedFuture(new NotDeliveredException(to.name() + " has left"));
      }
      Answerer answerer = there.get().answerers.get(channel);
      return answerer == null
          ? CompletableFuture.failedFuture(new NotDeliveredException("nobody answers there"))
          : answerer.answer(peer, question);
    }

    @Override
    public AutoCloseable answer(String channel, Answerer answerer) {
      answerers.put(channel, answerer);
      return () -> answerers.remove(channel);
    }

    @Override
    public void close() throws Exception {
      outgoing.close();
      store.close();
    }
  }

  private final class OneLedger implements Ledger {
    @Override
    public Snapshot now() {
      return new Snapshot(1, Roster.of(new UUID(0, 1)), entries);
    }

    @Override
    public CompletionStage<Snapshot> amend(UnaryOperator<Map<String, byte[]>> change) {
      Map<String, byte[]> next = new TreeMap<>(change.apply(entries));
      entries.clear();
      entries.putAll(next);
      return CompletableFuture.completedFuture(now());
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
      return () -> {};
    }

    @Override
    public Optional<String> waitsFor() {
      return Optional.empty();
    }
  }

  ClusterRecord record() {
    return new ClusterRecord(new OneLedger());
  }

  Member join() throws Exception {
    Member member = new Member(members.size() + 1);
    members.add(member);
    return member;
  }

  /** Has this done whenever somebody asks somebody. */
  void beforeEachQuestion(Runnable what) {
    beforeEachQuestion = what;
  }

  /** Records where the shard is kept: copy sets, the newest last. */
  void place(Copies... line) {
    Placements placements = new Placements(List.of(new Placement(List.of(line))));
    entries.put(CopyRules.COPIES + SHARD.service(), placements.bytes());
  }

  static Set<UUID> nodes(Member... members) {
    return Arrays.stream(members).map(member -> member.peer.node()).collect(Collectors.toSet());
  }

  private Map<UUID, Map<ShardId, Header>> stored(String service) {
    Map<UUID, Map<ShardId, Header>> stored = new HashMap<>();
    members.forEach(member -> stored.put(member.peer.node(), member.store.shards()));
    return stored;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    for (Member member : members) {
      member.close();
    }
  }
}
