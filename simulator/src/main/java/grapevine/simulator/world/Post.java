package grapevine.simulator.world;

import grapevine.protocol.Effect;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Update;
import java.util.List;

/** What machines hand to the network. */
interface Post {
  void gossip(String from, Effect.Send send);

  void call(FrontEndMachine from, String replica, ReplicaCall call);

  void reply(String from, Callers.Origin to, ReplicaReply reply);

  void propose(String from, ForcedCommand command);

  /** A replica manager's process begins; its disk has everything ordered up to this place. */
  void started(String name, long executedIndex);

  void committed(ReplicaReport state);

  /** A replica manager's process has ended because it is no member any more. */
  void fenced(MemberId member, List<Update> own);

  /** To every front end. */
  void report(String from, ReplicaStatus status, ReplicaReport report);
}
