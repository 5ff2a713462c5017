package grapevine.benchmark.micro;

import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.Gossip;
import grapevine.protocol.GroupCommit;
import grapevine.protocol.Input;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The core alone, as its shell runs it: steps, and a commit for each batch of them. Every
 * invocation starts with an empty replica manager, so that no log grows without end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReplicaManagerBenchmark {
  private static final int RECORDS = 1_024;
  private static final int BATCH = 16;

  private final List<Input> updates = new ArrayList<>();
  private final List<Input> pushes = new ArrayList<>();

  @Setup
  public void prepare() {
    for (int i = 1; i <= RECORDS; i++) {
      updates.add(new Input.Call(Samples.updateCall(i, Token.EMPTY)));
    }
    for (int i = 0; i < RECORDS / BATCH; i++) {
      pushes.add(
          new Input.Received(Samples.gossip(2 + i, 1 + (long) i * BATCH, BATCH, Token.EMPTY)));
    }
    requireCount(accept().logLength(), "accepted");
    requireCount(receive().valueTimestamp().get(Samples.RM2), "executed");
  }

  /** An update from a front end: stamped, appended, acknowledged after the commit. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public ReplicaReport accept() {
    Shell shell = new Shell();
    for (int i = 0; i < RECORDS; i++) {
      shell.step(updates.get(i));
      if (i % BATCH == BATCH - 1) {
        shell.commit();
      }
    }
    return shell.replica.report();
  }

  /** A peer's record: taken into the log, then executed. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public ReplicaReport receive() {
    Shell shell = new Shell();
    for (Input push : pushes) {
      shell.step(push);
      shell.commit();
    }
    return shell.replica.report();
  }

  private static void requireCount(long count, String what) {
    if (count != RECORDS) {
      throw new IllegalStateException(what + " " + count + " of " + RECORDS + ": measures nothing");
    }
  }

  /** One process around a core, started and with its peers heard. */
  private static final class Shell {
    private final MemoryState state = new MemoryState();
    private final GroupCommit groupCommit = new GroupCommit(state);
    private final ReplicaManager replica =
        new ReplicaManager(
            ReplicaSettings.standard(List.of("rm2", "rm3")),
            DurableState.empty(Samples.RM1),
            state,
            state);

    Shell() {
      collect(replica.start());
      for (var peer : List.of(Samples.RM2, Samples.RM3)) {
        step(new Input.Link(peer.name(), true));
        step(
            new Input.Received(
                new Gossip(
                    Gossip.Kind.ANSWER,
                    peer,
                    Samples.RM1,
                    1,
                    VectorTimestamp.ZERO,
                    VectorTimestamp.ZERO,
                    VectorTimestamp.ZERO,
                    0,
                    List.of())));
      }
      commit();
    }

    void step(Input input) {
      collect(replica.step(input));
    }

    private void collect(List<Effect> effects) {
      if (groupCommit.collect(effects).isPresent()) {
        throw new IllegalStateException("the replica manager refuses to go on");
      }
    }

    void commit() {
      var unused = groupCommit.commit();
    }
  }
}
