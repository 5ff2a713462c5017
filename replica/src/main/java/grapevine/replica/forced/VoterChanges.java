package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;

/**
 * While this member leads: makes the voters those that the state machine wants, one at a time, for
 * as long as it takes. A change that cannot be made now (the newcomer cannot be reached) makes room
 * for the next one and is tried again. One thread looks; any may say who is wanted.
 */
final class VoterChanges {
  private final RaftServer server;
  private final RaftServer.Division division;
  private final ClientId me;
  private final long handOverMillis;
  private volatile Set<RaftPeerId> wanted = Set.of();
  private CompletableFuture<RaftClientReply> underWay = CompletableFuture.completedFuture(null);
  private int turn;

  VoterChanges(
      RaftServer server, RaftServer.Division division, ClientId me, Duration handOverPatience) {
    this.server = server;
    this.division = division;
    this.me = me;
    this.handOverMillis = handOverPatience.toMillis();
  }

  void want(List<MemberId> voters) {
    Set<RaftPeerId> ids = new LinkedHashSet<>();
    voters.forEach(v -> ids.add(Peers.id(v)));
    wanted = ids;
  }

  /** Called now and then. */
  void look() throws IOException {
    Set<RaftPeerId> target = wanted;
    if (target.isEmpty() || !division.getInfo().isLeaderReady() || !underWay.isDone()) {
      return;
    }
    RaftConfiguration configuration = division.getRaftConf();
    if (!configuration.getPreviousPeers().isEmpty()) {
      return;
    }
    Collection<RaftPeer> current = configuration.getCurrentPeers();
    List<RaftPeer> additions = new ArrayList<>();
    for (RaftPeerId id : target) {
      if (current.stream().noneMatch(p -> p.getId().equals(id))) {
        additions.add(RaftPeer.newBuilder().setId(id).build());
      }
    }
    List<RaftPeer> surplus = current.stream().filter(p -> !target.contains(p.getId())).toList();
    if (additions.isEmpty() && surplus.isEmpty()) {
      turn = 0;
      return;
    }
    step(current, additions, surplus);
  }

  private void step(Collection<RaftPeer> current, List<RaftPeer> additions, List<RaftPeer> surplus)
      throws IOException {
    int choice = turn++ % (additions.size() + surplus.size());
    List<RaftPeer> next = new ArrayList<>(current);
    if (choice < additions.size()) {
      next.add(additions.get(choice));
      change(current, next);
      return;
    }
    RaftPeer leaving = surplus.get(choice - additions.size());
    if (leaving.getId().equals(division.getId())) {
      handOver(current);
    } else {
      next.remove(leaving);
      change(current, next);
    }
  }

  private void change(Collection<RaftPeer> current, List<RaftPeer> next) throws IOException {
    SetConfigurationRequest.Arguments arguments =
        SetConfigurationRequest.Arguments.newBuilder()
            .setServersInCurrentConf(List.copyOf(current))
            .setServersInNewConf(next)
            .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
            .build();
    underWay =
        server.setConfigurationAsync(
            new SetConfigurationRequest(
                me,
                division.getId(),
                division.getGroup().getGroupId(),
                CallId.getAndIncrement(),
                arguments));
  }

  /** A leader that is to go makes another one first: that one takes it out. */
  private void handOver(Collection<RaftPeer> current) throws IOException {
    Set<RaftPeerId> target = wanted;
    List<RaftPeerId> heirs =
        current.stream().map(RaftPeer::getId).filter(target::contains).toList();
    if (!heirs.isEmpty()) {
      underWay = transferTo(heirs.get(turn % heirs.size()));
    }
  }

  private CompletableFuture<RaftClientReply> transferTo(RaftPeerId heir) throws IOException {
    return server.transferLeadershipAsync(
        new TransferLeadershipRequest(
            me,
            division.getId(),
            division.getGroup().getGroupId(),
            CallId.getAndIncrement(),
            heir,
            handOverMillis));
  }

  /** Without a majority there is nothing to lead. */
  void stepDown() throws IOException {
    CompletableFuture<?> unused = transferTo(null);
  }
}
