package grapevine.replica.forced;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** How the library finds our transport: by the name of this class, which it makes an object of. */
public final class LinkRpcType implements RpcType {
  static final String EXCHANGE = "grapevine.exchange";

  @Override
  public String name() {
    return LinkRpcType.class.getName();
  }

  @Override
  public RpcFactory newFactory(Parameters parameters) {
    return new Factory(this, parameters.getNonNull(EXCHANGE, Exchange.class));
  }

  private record Factory(LinkRpcType type, Exchange exchange) implements ServerFactory {
    @Override
    public RpcType getRpcType() {
      return type;
    }

    @Override
    public RaftServerRpc newRaftServerRpc(RaftServer server) {
      return new LinkRpc(type, exchange);
    }

    @Override
    public LogAppender newLogAppender(
        RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
      return new LinkAppender(server, leader, follower);
    }
  }
}
