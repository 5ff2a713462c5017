package grapevine.replica.forced;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** What the library asks of peers, over our exchange. It listens nowhere. */
final class LinkRpc implements RaftServerRpc {
  private final RpcType type;
  private final Exchange exchange;

  LinkRpc(RpcType type, Exchange exchange) {
    this.type = type;
    this.exchange = exchange;
  }

  @Override
  public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
    return RequestVoteReplyProto.parseFrom(
        ask(ForcedMessage.Kind.VOTE, request.getServerRequest(), request));
  }

  @Override
  public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request)
      throws IOException {
    return AppendEntriesReplyProto.parseFrom(
        ask(ForcedMessage.Kind.APPEND, request.getServerRequest(), request));
  }

  @Override
  public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request)
      throws IOException {
    return InstallSnapshotReplyProto.parseFrom(
        ask(ForcedMessage.Kind.INSTALL, request.getServerRequest(), request));
  }

  @Override
  public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
      throws IOException {
    return StartLeaderElectionReplyProto.parseFrom(
        ask(ForcedMessage.Kind.ELECT, request.getServerRequest(), request));
  }

  private ByteBuffer ask(ForcedMessage.Kind kind, RaftRpcRequestProto header, MessageLite request)
      throws IOException {
    RaftPeerId peer = RaftPeerId.valueOf(header.getReplyId());
    return exchange.ask(Peers.member(peer), kind, request.toByteArray());
  }

  @Override
  public void addRaftPeers(Collection<RaftPeer> peers) {}

  @Override
  public void handleException(RaftPeerId peer, Exception e, boolean reconnect) {}

  @Override
  public InetSocketAddress getInetSocketAddress() {
    return null;
  }

  @Override
  public RpcType getRpcType() {
    return type;
  }

  @Override
  public void start() {}

  @Override
  public void close() {}
}
