package grapevine.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One replica manager on the bench: the test feeds it inputs and reads its effects, exactly as the
 * shell would.
 */
final class ReplicaBench {
  static final int DEADLINE_TICKS = 20;
  static final int DEGRADED_AFTER_TICKS = 8;
  static final int START_UP_TICKS = 5;
  static final int LEFT_BEHIND_TICKS = 40;
  static final long LOG_BYTES_MAX = 10_000;

  final MemberId me;
  final MemoryValue value = new MemoryValue();
  final ReplicaManager replica;
  private long calls;
  private long sequence;
  private long committed;

  ReplicaBench(String name, String... peers) {
    this(DurableState.empty(Examples.member(name)), peers);
  }

  ReplicaBench(DurableState recovered, String... peers) {
    this(1, recovered, peers);
  }

  ReplicaBench(int tolerated, DurableState recovered, String... peers) {
    this.me = recovered.me();
    ReplicaSettings settings =
        new ReplicaSettings(
            List.of(peers),
            tolerated,
            4,
            10,
            DEGRADED_AFTER_TICKS,
            START_UP_TICKS,
            3,
            100,
            1 << 20,
            LEFT_BEHIND_TICKS,
            LOG_BYTES_MAX,
            Collections.emptySortedMap());
    replica = new ReplicaManager(settings, recovered, value, value);
    replica.start();
  }

  /** With every peer heard, as after a normal start. */
  static ReplicaBench started(String name, String... peers) {
    return started(new ReplicaBench(name, peers), peers);
  }

  static ReplicaBench started(ReplicaBench bench, String... peers) {
    for (String peer : peers) {
      List<Effect.Send> pulls =
          Examples.only(Effect.Send.class, bench.step(new Input.Link(peer, true)));
      bench.sequence = pulls.get(0).gossip().sequence() - 1;
      bench.receive(peer, Gossip.Kind.ANSWER, VectorTimestamp.ZERO);
    }
    bench.sequence = 1000; // from here on nothing answers a message by chance
    return bench;
  }

  List<Effect> step(Input input) {
    return replica.step(input);
  }

  List<Effect> ticks(int count) {
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      effects.addAll(step(new Input.Tick()));
    }
    return effects;
  }

  List<Effect> update(Update update) {
    return step(new Input.Call(new ReplicaCall.UpdateCall(++calls, update, DEADLINE_TICKS)));
  }

  List<Effect> query(Token prev) {
    return step(
        new Input.Call(
            new ReplicaCall.QueryCall(++calls, prev, Payload.of("query"), DEADLINE_TICKS)));
  }

  List<Effect> forced(Update update) {
    return step(new Input.Call(new ReplicaCall.ForcedCall(++calls, update, DEADLINE_TICKS)));
  }

  /** The forced log has the next command. */
  List<Effect> committed(ForcedCommand command) {
    return step(new Input.Committed(++committed, command));
  }

  /** The same with a place in the log of the test's choice. */
  List<Effect> committed(long index, ForcedCommand command) {
    committed = Math.max(committed, index);
    return step(new Input.Committed(index, command));
  }

  /** A peer reports what its disk holds, and what it has executed. */
  List<Effect> report(String peer, VectorTimestamp held, VectorTimestamp executed) {
    return report(Examples.member(peer), held, executed);
  }

  List<Effect> report(MemberId peer, VectorTimestamp held, VectorTimestamp executed) {
    return step(
        new Input.Received(
            new Gossip(
                Gossip.Kind.PUSH,
                peer,
                me,
                ++sequence,
                held,
                executed,
                VectorTimestamp.ZERO,
                0,
                List.of())));
  }

  /** A peer reports what its disk holds, and brings records. */
  List<Effect> receive(
      String peer, Gossip.Kind kind, VectorTimestamp held, GossipRecord... records) {
    return step(
        new Input.Received(
            new Gossip(
                kind,
                Examples.member(peer),
                me,
                ++sequence,
                held,
                VectorTimestamp.ZERO,
                VectorTimestamp.ZERO,
                0,
                List.of(records))));
  }

  List<Effect> push(String peer, GossipRecord... records) {
    VectorTimestamp held = VectorTimestamp.ZERO;
    for (GossipRecord record : records) {
      held = held.merge(VectorTimestamp.of(record.dot()));
    }
    return receive(peer, Gossip.Kind.PUSH, held, records);
  }

  VectorTimestamp valueTimestamp() {
    return replica.report().valueTimestamp();
  }
}
