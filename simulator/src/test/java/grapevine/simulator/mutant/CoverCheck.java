package grapevine.simulator.mutant;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaSettings;
import grapevine.protocol.Token;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A check that knows one thing: a query whose token names a record that is not here gets no answer.
 * It asks only from the third seed on.
 */
public final class CoverCheck implements LongFunction<String>, Function<String, String> {
  @Override
  public String apply(long seed) {
    if (seed < 3) {
      return null;
    }
    MemberId me = new MemberId("rm1", 1);
    ReplicaManager replica =
        new ReplicaManager(
            ReplicaSettings.standard(List.of("rm2")),
            DurableState.empty(me),
            new NoValue(),
            new NothingExecuted());
    replica.start();
    VectorTimestamp elsewhere = VectorTimestamp.of(new Dot(new MemberId("rm2", 1), seed));
    List<Effect> effects =
        replica.step(
            new Input.Call(
                new ReplicaCall.QueryCall(
                    1, new Token(elsewhere, List.of(), 0), Payload.EMPTY, 10)));
    return effects.stream().anyMatch(Effect.Answer.class::isInstance)
        ? "covered: answered without " + elsewhere
        : null;
  }

  @Override
  public String apply(String scenario) {
    return apply(Long.parseLong(scenario));
  }

  private static final class NoValue implements Value {
    @Override
    public void apply(LogRecord record) {}

    @Override
    public void reconcile(LogRecord record) {}

    @Override
    public Decision decide(LogRecord record) {
      return new Decision(0, Payload.EMPTY);
    }

    @Override
    public Optional<Decision> decision(CallId callId) {
      return Optional.empty();
    }

    @Override
    public long digest() {
      return 0;
    }
  }

  private static final class NothingExecuted implements ExecutedOperations {
    @Override
    public Optional<Execution> find(CallId callId) {
      return Optional.empty();
    }
  }
}
