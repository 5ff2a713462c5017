package grapevine.benchmark.micro;

import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodec;
import grapevine.common.link.LinkCodec;
import grapevine.common.link.LinkMessage;
import grapevine.protocol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Frames as they travel: a batch of calls from a front end, a message of gossip from a peer; and
 * the token that goes to the client and back with every request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  /** Calls, or records, in a frame. */
  @Param({"1", "16"})
  private int batch;

  private List<LinkMessage> calls;
  private List<LinkMessage> gossip;
  private byte[] callsFrame;
  private byte[] gossipFrame;
  private Token token;
  private byte[] tokenBytes;

  @Setup
  public void prepare() {
    token = Samples.token(123_456);
    tokenBytes = WireCodec.encode(token);
    calls = new ArrayList<>();
    for (int i = 1; i <= batch; i++) {
      calls.add(new LinkMessage.Call(Samples.updateCall(i, token)));
    }
    gossip = List.of(new LinkMessage.PeerGossip(Samples.gossip(1, 1, batch, token)));
    callsFrame = LinkCodec.encode(calls);
    gossipFrame = LinkCodec.encode(gossip);
  }

  @Benchmark
  public byte[] encodeCalls() {
    return LinkCodec.encode(calls);
  }

  @Benchmark
  public List<LinkMessage> decodeCalls() throws MalformedMessageException {
    return LinkCodec.decode(callsFrame);
  }

  @Benchmark
  public byte[] encodeGossip() {
    return LinkCodec.encode(gossip);
  }

  @Benchmark
  public List<LinkMessage> decodeGossip() throws MalformedMessageException {
    return LinkCodec.decode(gossipFrame);
  }

  @Benchmark
  public byte[] encodeToken() {
    return WireCodec.encode(token);
  }

  @Benchmark
  public Token decodeToken() throws MalformedMessageException {
    return WireCodec.decodeToken(tokenBytes);
  }
}
