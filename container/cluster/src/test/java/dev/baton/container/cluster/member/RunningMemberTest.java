package dev.baton.container.cluster.member;

import static dev.baton.container.cluster.member.Nodes.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.container.cluster.MemberRules;
import dev.baton.state.map.HandoffMap;
import dev.baton.state.protocol.Answer.Verdict;
import dev.baton.state.protocol.Copies;
import dev.baton.state.protocol.Entry;
import dev.baton.state.protocol.Header;
import dev.baton.state.protocol.Holder;
import dev.baton.state.protocol.Request;
import dev.baton.state.protocol.Request.Batch;
import dev.baton.state.protocol.Request.Create;
import dev.baton.state.protocol.ShardId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningMemberTest {
  private final ShardId shard = new ShardId("counter", 5);
  private final Entry entry = new Entry("counts", new byte[] {1}, new byte[] {2, 3}, 1);

  @TempDir private Path data;

  @Test
  void whatWasAnsweredIsInTheStoreAtTheNextStart() throws Exception {
    try (RunningMember member =
        RunningMember.start(ClusterSettings.alone("node-1", data), MemberRules.NONE, why -> {})) {
      eventually("it has founded its cluster", () -> member.trouble().isEmpty());
      Holder holder = new Holder(member.map().member(), "1.0.0");
      Copies copies = Copies.first(1, Set.of(member.map().node()));
      send(member, new Create(UUID.randomUUID(), 1, 9, 0, holder, copies, true, null));
      send(member, new Batch(1, 9, 1, List.of(entry), true));
    }
    try (RunningMember member =
        RunningMember.start(ClusterSettings.alone("node-1", data), MemberRules.NONE, why -> {})) {
      Header header = member.store().shards().get(shard);
      assertEquals(1, header.sequence());
      member.store().read(shard, each -> assertEquals(3, each.value()[1]));
      assertTrue(member.map().header(shard).toCompletableFuture().get().isEmpty());
    }
  }

  private void send(RunningMember member, Request request) throws Exception {
    HandoffMap map = member.map();
    assertEquals(
        Verdict.APPLIED,
        map.send(shard, request, null).toCompletableFuture().get(10, TimeUnit.SECONDS).verdict());
  }

  @Test
  void theMemberListensOnLoopbackAlone() throws Exception {
    try (RunningMember member =
        RunningMember.start(ClusterSettings.alone("node-1", data), MemberRules.NONE, why -> {})) {
      assertTrue(member.address().getAddress().isLoopbackAddress(), member.address().toString());
      assertTrue(member.address().getPort() > 0);
    }
  }

  @Test
  void aClosedMemberSaysSo() throws Exception {
    RunningMember member =
        RunningMember.start(ClusterSettings.alone("node-1", data), MemberRules.NONE, why -> {});
    member.close();
    assertEquals(Optional.of("the Hazelcast member of this node does not run"), member.trouble());
  }
}
