package grapevine.benchmark.micro;

import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Timestamps are compared and merged several times for every call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VectorTimestampBenchmark {
  @Param({"3", "9"})
  private int members;

  private VectorTimestamp newer;
  private VectorTimestamp older;
  private VectorTimestamp concurrent;

  @Setup
  public void prepare() {
    older = VectorTimestamp.ZERO;
    for (int i = 1; i <= members; i++) {
      older = older.with(new MemberId("rm" + i, 1), 1_000L * i);
    }
    newer = older.with(new MemberId("rm" + members, 1), 1_000_000);
    concurrent = older.with(new MemberId("rm1", 1), 1_000_000);
  }

  @Benchmark
  public boolean covers() {
    return newer.covers(older);
  }

  @Benchmark
  public VectorTimestamp mergeOfComparable() {
    return older.merge(newer);
  }

  @Benchmark
  public VectorTimestamp mergeOfConcurrent() {
    return newer.merge(concurrent);
  }
}
