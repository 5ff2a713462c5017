package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link ForcedLog} by Apache Ratis. One thread of ours, the keeper, hands proposals to whoever
 * leads and watches leader and voters; peers' messages are handled by a few more.
 */
public final class RatisForcedLog implements ForcedLog {
  private static final Logger LOG = LoggerFactory.getLogger(RatisForcedLog.class);
  private static final long LOOK_MILLIS = 100;
  private static final long SILENT_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long BEHIND_NANOS = 1_000_000_000L;

  private final MemberId me;
  private final ClientId proposer = ClientId.valueOf(UUID.randomUUID());
  private final RaftGroupId group;
  private final ForcedTransport transport;
  private final Listener listener;
  private final Proposals proposals;
  private final Exchange exchange;
  private final OrderMachine machine;
  private final MajorityWatch watch;
  private final Doorway doorway;
  private final OwnThreads threads;
  private final RaftServer server;
  private final RaftServer.Division division;
  private final VoterChanges voters;
  private final Thread keeper;
  private final Semaphore news = new Semaphore(0);
  private volatile boolean isClosed;
  private volatile MemberId leader;
  private long aliveNanos = System.nanoTime();
  private volatile boolean isFailed;
  private final Happenings happenings = new Happenings();

  private RatisForcedLog(
      Path directory,
      MemberId me,
      List<MemberId> initialVoters,
      long appliedIndex,
      ForcedTransport transport,
      Listener listener,
      ForcedSettings settings,
      OwnThreads threads)
      throws IOException {
    this.me = me;
    this.threads = threads;
    this.transport = transport;
    this.listener = listener;
    group = RaftGroupId.valueOf(settings.group());
    proposals = new Proposals(proposer, settings);
    exchange = new Exchange(transport, settings.answerWait());
    machine = new OrderMachine(directory, settings.markerEvery(), appliedIndex, happenings);
    watch = new MajorityWatch(settings.grace(), this::tellMajority);
    Parameters parameters = new Parameters();
    parameters.put(LinkRpcType.EXCHANGE, exchange, Exchange.class);
    server =
        RaftServer.newBuilder()
            .setServerId(Peers.id(me))
            .setGroup(RaftGroup.valueOf(group, Peers.of(initialVoters)))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .setStateMachine(machine)
            .setProperties(RatisProperties.of(settings, directory))
            .setParameters(parameters)
            .setThreadGroup(threads.group())
            .build();
    try {
      division = server.getDivision(group);
      machine.attach(division);
      doorway = new Doorway(me, server, exchange, transport, proposals, watch, this::wake);
      voters = new VoterChanges(server, division, proposer, settings.electionMin());
      server.start();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    keeper = new Thread(this::keep, me.name() + "-forced");
    keeper.setDaemon(true);
  }

  /**
   * Recovers what the directory holds. Nothing is delivered before this returns only if nothing was
   * there: the listener must be ready.
   *
   * @param directory its own; created when it is not there
   * @param initialVoters of those that found the log together, each with the same list
   * @param isFounding whether this member is one of them; otherwise it waits to be made a voter
   * @param appliedIndex up to which index the database holds what came out; -1 for nothing
   * @throws IOException when the directory cannot be read or written, is another member's, or has
   *     lost what a founder's database came from
   */
  public static RatisForcedLog open(
      Path directory,
      MemberId me,
      List<MemberId> initialVoters,
      boolean isFounding,
      long appliedIndex,
      ForcedTransport transport,
      Listener listener,
      ForcedSettings settings)
      throws IOException {
    if (isFounding && !initialVoters.contains(me)) {
      throw new IllegalArgumentException(me + " is none of those that found the log");
    }
    Owner.take(directory, me, isFounding && appliedIndex >= 0);
    List<MemberId> founders = isFounding ? initialVoters : List.of();
    OwnThreads threads = new OwnThreads(me.name() + "-forced");
    try {
      RatisForcedLog log =
          threads.call(
              () ->
                  new RatisForcedLog(
                      directory,
                      me,
                      founders,
                      appliedIndex,
                      transport,
                      listener,
                      settings,
                      threads));
      log.keeper.start();
      return log;
    } catch (IOException e) {
      threads.end();
      throw new IOException(
          "cannot open the forced log in " + directory + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean propose(byte[] command) {
    if (command.length > ForcedSettings.COMMAND_BYTES_MAX) {
      throw new IllegalArgumentException("a command of " + command.length + " bytes");
    }
    if (isClosed || isFailed || !proposals.add(ByteString.copyFrom(command), System.nanoTime())) {
      return false;
    }
    wake();
    return true;
  }

  @Override
  public void applied(long index) {
    machine.applied(index);
  }

  @Override
  public void voters(List<MemberId> wanted) {
    voters.want(wanted);
    wake();
  }

  @Override
  public void received(MemberId from, byte[] message) {
    if (!isClosed) {
      doorway.received(from, message);
    }
  }

  /** For tests and figures. */
  boolean isLeading() {
    return !isClosed && division.getInfo().isLeaderReady();
  }

  /** As far as is known here. */
  List<MemberId> currentVoters() {
    return division.getRaftConf().getCurrentPeers().stream()
        .map(peer -> Peers.member(peer.getId()))
        .toList();
  }

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    machine.mute();
    wake();
    exchange.close();
    doorway.close();
    try {
      keeper.join();
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("{}: while closing the forced log: {}", me, e.toString());
    }
    threads.end();
  }

  @Override
  public Optional<MemberId> leader() {
    return Optional.ofNullable(leader);
  }

  private void wake() {
    news.release();
  }

  private void keep() {
    while (!isClosed) {
      try {
        awaitNews();
        long now = System.nanoTime();
        handOn(now);
        checkAlive(now);
        RaftPeerId led = division.getInfo().getLeaderId();
        leader = led == null ? null : Peers.member(led);
        if (!watch.look(division, now)) {
          voters.stepDown();
        }
        voters.look();
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        // What could not be done now is due again with the next look.
        LOG.debug("{}: {}", me, e.toString());
      }
    }
  }

  private void awaitNews() throws InterruptedException {
    if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  private void handOn(long now) throws IOException {
    RaftPeerId leader = division.getInfo().getLeaderId();
    boolean isMe = division.getInfo().isLeaderReady();
    boolean isKnown = isMe || (leader != null && !leader.equals(division.getId()));
    long number = isKnown ? division.getInfo().getCurrentTerm() + 1 : 0;
    for (Proposals.Due due : proposals.due(number, isMe, now)) {
      if (isMe) {
        submit(due);
      } else {
        transport.send(Peers.member(leader), Proposals.encode(due));
      }
    }
  }

  private void submit(Proposals.Due due) throws IOException {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(due.key().proposer())
            .setServerId(division.getId())
            .setGroupId(group)
            .setCallId(due.key().number())
            .setMessage(Message.valueOf(due.command()))
            .setType(RaftClientRequest.writeRequestType())
            .build();
    CompletableFuture<?> unused =
        server
            .submitClientRequestAsync(request)
            .whenComplete(
                (reply, failure) -> {
                  if (failure != null || !reply.isSuccess()) {
                    proposals.refused(due.key());
                  } else {
                    proposals.done(due.key());
                  }
                });
  }

  private void tellMajority(boolean isThere) {
    if (!isClosed) {
      listener.majority(isThere);
    }
  }

  /**
   * The library closes itself after a failure that it does not tell. When the others have dismissed
   * it, it tells so, but a moment after it is closed.
   */
  private void checkAlive(long now) {
    if (division.getInfo().isAlive()) {
      aliveNanos = now;
    }
    boolean isVoter =
        division.getRaftConf().getCurrentPeers().stream()
            .anyMatch(peer -> peer.getId().equals(division.getId()));
    if (now - aliveNanos > SILENT_CLOSE_NANOS && isVoter && !machine.isDismissed()) {
      happenings.failed(new IOException("the library has closed the log; see what it logged"));
    }
  }

  private final class Happenings implements OrderMachine.Events {
    private final AtomicLong toldBehind = new AtomicLong(System.nanoTime() - BEHIND_NANOS);
    private final AtomicBoolean isTold = new AtomicBoolean();

    @Override
    public void committed(long index, byte[] command) {
      listener.committed(index, command);
    }

    @Override
    public void seen(ClientId who, long number) {
      proposals.done(new Proposals.Key(who, number));
    }

    @Override
    public void changed() {
      wake();
    }

    @Override
    public void behind(long index) {
      long now = System.nanoTime();
      long told = toldBehind.get();
      if (!isClosed && now - told >= BEHIND_NANOS && toldBehind.compareAndSet(told, now)) {
        listener.behind(index);
      }
    }

    @Override
    public void failed(Throwable cause) {
      if (!isClosed && isTold.compareAndSet(false, true)) {
        isFailed = true;
        listener.failed(cause);
      }
    }
  }
}
