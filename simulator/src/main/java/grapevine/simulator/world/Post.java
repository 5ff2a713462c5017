package grapevine.simulator.world;

import grapevine.protocol.Effect;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;

/** What machines hand to the network. */
interface Post {
  void gossip(String from, Effect.Send send);

  void call(FrontEndMachine from, String replica, ReplicaCall call);

  void reply(String from, ReplicaMachine.Origin to, ReplicaReply reply);

  /** To every front end. */
  void report(String from, ReplicaStatus status, ReplicaReport report);
}
