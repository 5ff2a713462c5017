package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.common.codec.WireCodec;
import grapevine.common.link.LinkMessage;
import grapevine.common.metrics.ProcessMetrics;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.Input;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import grapevine.replica.chaos.Chaos;
import grapevine.replica.forced.ForcedLog;
import grapevine.replica.forced.ForcedTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the forced log is opened, and what passes between it and the event loop. */
class ForcedHostTest {
  private static final MemberId ME = new MemberId("rm1", 1);
  private static final MemberId OTHER = new MemberId("rm2", 2);
  private static final ForcedCommand JOIN = new ForcedCommand.Join(new MemberId("rm3", 3), "h:1");

  @TempDir private Path directory;
  private final InputQueue queue = new InputQueue(4, 1 << 20);
  private final DiskSpace space = new DiskSpace("rm1", "here", 0, () -> 1);
  private final PeerLinks peers =
      new PeerLinks(
          "rm1",
          Map.of(),
          List.of(),
          TestCluster.KEY,
          (peer, isUp) -> {},
          new Chaos("rm1", Optional.empty()));
  private final List<FakeLog> logs = new CopyOnWriteArrayList<>();
  private final List<ReplicaFailure> failures = new CopyOnWriteArrayList<>();
  private ForcedHost host;

  @BeforeEach
  void make() {
    host =
        new ForcedHost(
            directory,
            this::open,
            ME,
            peers,
            queue,
            new ReplicaMetrics(new ProcessMetrics()),
            space,
            failures::add);
  }

  private static final class FakeLog implements ForcedLog {
    private final List<MemberId> founders;
    private final long appliedAtOpening;
    private final List<byte[]> proposed = new CopyOnWriteArrayList<>();
    private final List<MemberId> heard = new CopyOnWriteArrayList<>();
    private volatile List<MemberId> voters;
    private volatile long applied;
    private volatile boolean isClosed;

    FakeLog(List<MemberId> founders, long appliedAtOpening) {
      this.founders = founders;
      this.appliedAtOpening = appliedAtOpening;
    }

    @Override
    public Optional<MemberId> leader() {
      return founders.stream().findFirst();
    }

    @Override
    public boolean propose(byte[] command) {
      return proposed.add(command);
    }

    @Override
    public void applied(long index) {
      applied = index;
    }

    @Override
    public void voters(List<MemberId> newVoters) {
      voters = newVoters;
    }

    @Override
    public void received(MemberId from, byte[] message) {
      heard.add(from);
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private ForcedLog open(
      Path where,
      MemberId me,
      List<MemberId> founders,
      long appliedIndex,
      ForcedTransport transport,
      ForcedLog.Listener listener)
      throws IOException {
    Files.createDirectories(where);
    FakeLog log = new FakeLog(founders, appliedIndex);
    logs.add(log);
    return log;
  }

  @AfterEach
  void close() {
    host.close();
    peers.close();
    space.close();
  }

  @Test
  void founders_open_it_together_when_they_have_met() {
    host.follow(report(member(ME, Member.State.ACTIVE, 0)), false, 0);
    host.propose(JOIN);
    assertThat(logs).isEmpty();
    host.follow(
        report(member(ME, Member.State.ACTIVE, 0), member(OTHER, Member.State.ACTIVE, 0)), true, 0);
    FakeLog log = opened(1);

    assertThat(log.founders).containsExactly(ME, OTHER);
    assertThat(log.appliedAtOpening).isEqualTo(-1);
    host.propose(JOIN);
    assertThat(log.proposed).hasSize(1);
    host.follow(
        report(
            member(ME, Member.State.ACTIVE, 0),
            member(OTHER, Member.State.FENCED, 8),
            member(new MemberId("rm3", 3), Member.State.JOINING, 7)),
        true,
        21);
    assertThat(log.voters).containsExactly(ME, new MemberId("rm3", 3));
    assertThat(log.applied).isEqualTo(21);
  }

  @Test
  void one_that_joins_opens_it_alone_above_its_snapshot() {
    host.follow(
        report(member(ME, Member.State.JOINING, 7), member(OTHER, Member.State.ACTIVE, 0)),
        true,
        9);
    assertThat(opened(1).founders).isEmpty();
    assertThat(opened(1).appliedAtOpening).isEqualTo(9);
  }

  @Test
  void what_is_committed_is_never_refused_and_messages_for_another_incarnation_are()
      throws Exception {
    host.follow(report(member(ME, Member.State.ACTIVE, 0)), true, 0);
    FakeLog log = opened(1);
    for (int index = 1; index <= 10; index++) { // more than the queue holds of other things
      host.committed(index, WireCodec.encode(JOIN));
    }
    host.majority(true);
    List<Arrival> taken = new ArrayList<>();
    queue.takeInto(taken, 100, System.nanoTime());
    assertThat(taken).hasSize(11);
    assertThat(taken.get(9).input()).isEqualTo(new Input.Committed(10, JOIN));
    assertThat(host.isMajorityThere()).isTrue();
    assertThat(host.leader()).isPresent();

    Payload body = Payload.of("x");
    host.received(new LinkMessage.Ordering(OTHER, new MemberId("rm1", 9), body));
    host.received(new LinkMessage.Ordering(OTHER, ME, body));
    assertThat(log.heard).containsExactly(OTHER);
  }

  @Test
  void a_full_disk_is_waited_for_and_a_broken_one_ends_the_process() {
    host.follow(report(member(ME, Member.State.ACTIVE, 0)), true, 0);
    FakeLog first = opened(1);
    host.follow(report(member(ME, Member.State.ACTIVE, 0)), true, 5);
    space.full(true);
    host.failed(new IOException("no room"));
    await().atMost(TestFrontEnd.PATIENCE).until(() -> first.isClosed);
    assertThat(host.isMajorityThere()).isFalse();
    assertThat(host.leader()).isEmpty();
    space.full(false);
    FakeLog second = opened(2);
    assertThat(second.appliedAtOpening).isEqualTo(5);
    assertThat(second.founders).containsExactly(ME);
    assertThat(failures).isEmpty();

    host.failed(new IOException("broken"));
    host.failed(new IOException("broken"));
    await().atMost(TestFrontEnd.PATIENCE).until(() -> !failures.isEmpty());
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).exitCode()).isEqualTo(ExitCode.STORAGE_FAILED);
  }

  @Test
  void one_that_is_out_stays_until_nobody_leads_it() throws Exception {
    host.follow(report(member(ME, Member.State.ACTIVE, 0)), true, 0);
    opened(1);
    host.majority(true);
    Thread waiting =
        new Thread(
            () -> {
              try {
                host.awaitAbandoned(Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    await()
        .atMost(TestFrontEnd.PATIENCE)
        .until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    host.majority(false);
    waiting.join(TestFrontEnd.PATIENCE.toMillis());
    assertThat(waiting.isAlive()).isFalse();
  }

  @Test
  void one_that_was_killed_while_it_was_let_go_opens_it_once_more() throws Exception {
    Files.createDirectories(directory.resolve("forced"));
    host.follow(
        report(member(ME, Member.State.FENCED, 8), member(OTHER, Member.State.ACTIVE, 0)), true, 8);
    FakeLog log = opened(1);
    assertThat(log.voters).containsExactly(OTHER);
    host.majority(true);
    host.majority(false);
    host.awaitAbandoned(Duration.ofMinutes(1));
    host.failed(new IOException("what it says while it ends means nothing"));
    assertThat(failures).isEmpty();
  }

  @Test
  void a_founder_does_not_vote_without_what_it_voted_before() {
    host.follow(report(member(ME, Member.State.ACTIVE, 0)), true, 5);
    await().atMost(TestFrontEnd.PATIENCE).until(() -> failures.size() == 1);
    assertThat(failures.get(0).exitCode()).isEqualTo(ExitCode.WRONG_DISK);
    assertThat(logs).isEmpty();
  }

  private FakeLog opened(int count) {
    await()
        .atMost(TestFrontEnd.PATIENCE)
        .until(() -> logs.size() == count && logs.get(count - 1).voters != null);
    return logs.get(count - 1);
  }

  private static Member member(MemberId id, Member.State state, long since) {
    return new Member(id, state, "", since, 0);
  }

  private static ReplicaReport report(Member... members) {
    return new ReplicaReport(
        ME,
        VectorTimestamp.ZERO,
        VectorTimestamp.ZERO,
        0,
        0,
        0,
        0,
        0,
        0,
        false,
        false,
        0,
        List.of(members));
  }
}
