package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks those who say nothing what they take this replica manager for. Whom the others go on
 * without, or never agreed on, they do not answer; if they do not know where it is now, nobody
 * tells it either. Asks only as long as no peer has been heard since the start.
 */
final class FenceWatch implements AutoCloseable {
  private static final long FIRST_MILLIS = 1_500;
  private static final long PERIOD_MILLIS = 3_000;
  private static final Logger LOG = LoggerFactory.getLogger(FenceWatch.class);

  private final CoreView view;
  private final PeerLinks peers;
  private final MemberClient client;
  private final Consumer<ReplicaFailure> onFailure;
  private final ScheduledExecutorService scheduler;

  FenceWatch(
      String name,
      CoreView view,
      PeerLinks peers,
      ClusterKey key,
      Consumer<ReplicaFailure> onFailure) {
    this.view = view;
    this.peers = peers;
    this.client = new MemberClient(key);
    this.onFailure = onFailure;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name + "-fence-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    // Ends with the scheduler.
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::look, FIRST_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (peers.states().stream().anyMatch(peer -> peer.lastHeardMillis() >= 0)) {
      scheduler.shutdown();
      return;
    }
    for (Map.Entry<String, HostPort> peer : peers.targets().entrySet()) {
      try {
        Optional<ReplicaFailure> failure = judge(view.report(), client.members(peer.getValue()));
        if (failure.isPresent()) {
          onFailure.accept(failure.get());
          scheduler.shutdown();
          return;
        }
      } catch (IOException e) {
        LOG.debug("{} cannot be asked about the members: {}", peer.getKey(), e.toString());
      }
    }
  }

  static Optional<ReplicaFailure> judge(ReplicaReport report, MembersPage page) {
    MemberId me = report.member();
    Optional<Member.State> state = page.find(me).map(MembersPage.Entry::state);
    if (state.isPresent() && !page.find(me).get().isIn()) {
      return Optional.of(
          new ReplicaFailure(
              ExitCode.RETIRED,
              page.name()
                  + " says that the others go on without "
                  + me
                  + ": start it again, and it comes back as a new member with what only its disk had",
              null));
    }
    boolean isStranger =
        state.isEmpty() && page.executed() > 0 && report.valueTimestamp().forced() == 0;
    if (isStranger) {
      String remedy =
          page.live(me.name()).isPresent()
              ? "a member of this name is known with another disk: if that disk is lost, retire it (./grapevine cluster retire "
                  + me.name()
                  + "), then start this one on an empty directory with --join"
              : "start it on an empty directory with --join";
      return Optional.of(
          new ReplicaFailure(
              ExitCode.WRONG_DISK,
              page.name() + " does not know " + me + " as a member: " + remedy,
              null));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
