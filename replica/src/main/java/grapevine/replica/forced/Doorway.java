package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.RaftServerProtocol;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes peers' messages in. A peer speaks only for itself: the library believes what a request says
 * of its sender, so that is compared with who the link says it is.
 */
final class Doorway {
  private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
  private static final int THREADS = 4;
  private static final int WAITING_MAX = 256;
  private static final int CLIENT_ID_BYTES = 16;

  private final RaftServer server;
  private final Exchange exchange;
  private final ForcedTransport transport;
  private final Proposals proposals;
  private final MajorityWatch watch;
  private final Runnable onProposal;
  private final ThreadPoolExecutor threads;

  Doorway(
      MemberId me,
      RaftServer server,
      Exchange exchange,
      ForcedTransport transport,
      Proposals proposals,
      MajorityWatch watch,
      Runnable onProposal) {
    this.server = server;
    this.exchange = exchange;
    this.transport = transport;
    this.proposals = proposals;
    this.watch = watch;
    this.onProposal = onProposal;
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            work -> {
              Thread thread =
                  new Thread(work, me.name() + "-forced-door" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  void received(MemberId from, byte[] bytes) {
    try {
      ForcedMessage message = ForcedMessage.decode(bytes);
      switch (message.kind()) {
        case ANSWER, FAILURE -> exchange.answered(from, message);
        case PROPOSAL -> adopt(message);
        default -> threads.execute(() -> serve(from, message));
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("too much from {}", from);
    } catch (IllegalArgumentException e) {
      LOG.warn("dropped what {} sent: {}", from, e.getMessage());
    }
  }

  private void adopt(ForcedMessage message) {
    int length = message.body().remaining() - CLIENT_ID_BYTES;
    if (length < 0 || length > ForcedSettings.COMMAND_BYTES_MAX) {
      throw new IllegalArgumentException("a proposal of " + length + " bytes");
    }
    byte[] proposer = new byte[CLIENT_ID_BYTES];
    message.body().get(proposer);
    ByteString command = ByteString.copyFrom(message.body());
    ClientId id = ClientId.valueOf(ByteString.copyFrom(proposer));
    proposals.adopt(new Proposals.Key(id, message.number()), command, System.nanoTime());
    onProposal.run();
  }

  private void serve(MemberId from, ForcedMessage message) {
    try {
      switch (message.kind()) {
        case VOTE -> {
          RequestVoteRequestProto request = RequestVoteRequestProto.parseFrom(message.body());
          check(from, request.getServerRequest());
          answer(from, message, protocol().requestVote(request));
        }
        case APPEND -> append(from, message);
        case INSTALL -> {
          InstallSnapshotRequestProto request =
              InstallSnapshotRequestProto.parseFrom(message.body());
          check(from, request.getServerRequest());
          InstallSnapshotReplyProto reply = protocol().installSnapshot(request);
          if (reply.getResult() != InstallSnapshotResult.NOT_LEADER) {
            watch.heardLeader(System.nanoTime());
          }
          answer(from, message, reply);
        }
        case ELECT -> {
          StartLeaderElectionRequestProto request =
              StartLeaderElectionRequestProto.parseFrom(message.body());
          check(from, request.getServerRequest());
          answer(from, message, protocol().startLeaderElection(request));
        }
        default -> throw new IllegalArgumentException("no request: " + message.kind());
      }
    } catch (IOException | RuntimeException e) {
      refuse(from, message, e);
    }
  }

  /** Answered by the thread that has synced the entries, so that none here waits for the disk. */
  private void append(MemberId from, ForcedMessage message) throws IOException {
    AppendEntriesRequestProto request = AppendEntriesRequestProto.parseFrom(message.body());
    check(from, request.getServerRequest());
    CompletableFuture<?> unused =
        ((RaftServerAsynchronousProtocol) server)
            .appendEntriesAsync(request)
            .whenComplete((reply, failure) -> appended(from, message, reply, failure));
  }

  private void appended(
      MemberId from, ForcedMessage message, AppendEntriesReplyProto reply, Throwable failure) {
    if (failure != null) {
      refuse(from, message, failure);
      return;
    }
    if (reply.getResult() != AppendResult.NOT_LEADER) {
      watch.heardLeader(System.nanoTime());
    }
    answer(from, message, reply);
  }

  private RaftServerProtocol protocol() {
    return server;
  }

  private void answer(MemberId to, ForcedMessage request, MessageLite reply) {
    transport.send(
        to, ForcedMessage.encode(ForcedMessage.Kind.ANSWER, request.number(), reply.toByteArray()));
  }

  private void refuse(MemberId to, ForcedMessage request, Throwable failure) {
    LOG.debug("{} of {}: {}", request.kind(), to, failure.toString());
    byte[] reason = failure.toString().getBytes(StandardCharsets.UTF_8);
    transport.send(
        to,
        ForcedMessage.encode(
            ForcedMessage.Kind.FAILURE,
            request.number(),
            reason.length > 1000 ? Arrays.copyOf(reason, 1000) : reason));
  }

  private static void check(MemberId from, RaftRpcRequestProto header) {
    if (!header.getRequestorId().toStringUtf8().equals(from.toString())) {
      throw new IllegalArgumentException(
          from + " speaks for " + header.getRequestorId().toStringUtf8());
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
