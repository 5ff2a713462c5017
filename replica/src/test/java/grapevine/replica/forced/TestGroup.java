package grapevine.replica.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.protocol.MemberId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A few members in this process. */
final class TestGroup implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(5);

  final TestNetwork network = new TestNetwork();
  final List<MemberId> founders = new ArrayList<>();
  private final Map<MemberId, TestMember> members = new TreeMap<>();
  private final ForcedSettings settings;
  private final Path root;
  private final ExecutorService closers = Executors.newCachedThreadPool();

  TestGroup(int count, ForcedSettings settings, Path root) {
    this.settings = settings;
    this.root = root;
    for (int i = 1; i <= count; i++) {
      founders.add(new MemberId("rm" + i, 0xa0 + i));
    }
    for (MemberId founder : founders) {
      add(founder).open(founders);
    }
  }

  /** Quick, and with small logs. */
  static ForcedSettings quick(int markerEvery, int kept) {
    return new ForcedSettings(
        ForcedSettings.standard("test").group(),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofMillis(50),
        Duration.ofMillis(600),
        Duration.ofMillis(1500),
        Duration.ofMillis(300),
        Duration.ofSeconds(5),
        1024,
        markerEvery,
        kept,
        1 << 20);
  }

  TestMember add(MemberId id) {
    TestMember member = new TestMember(id, network, settings, root.resolve(id.toString()));
    members.put(id, member);
    return member;
  }

  TestMember member(int number) {
    return members.get(founders.get(number - 1));
  }

  List<TestMember> all() {
    return List.copyOf(members.values());
  }

  TestMember awaitLeader(List<TestMember> among) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> among.stream().filter(m -> m.log().isLeading()).findFirst().orElse(null),
            leader -> leader != null);
  }

  /** Proposes until it came out there: a proposal may be lost while nobody leads. */
  void commit(TestMember by, String command) {
    AtomicLong proposed = new AtomicLong();
    await(command)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .until(
            () -> {
              long now = System.nanoTime();
              if (proposed.get() == 0 || now - proposed.get() > PATIENCE.toNanos() / 5) {
                proposed.set(now);
                by.propose(command);
              }
              return by.has(command);
            });
  }

  static void awaitCommand(List<TestMember> members, String command) {
    for (TestMember member : members) {
      await(member.id + " has " + command)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(PATIENCE)
          .until(() -> member.has(command));
    }
  }

  /** What one has is the beginning of what the other has. */
  static void assertOneOrder(List<TestMember> members) {
    List<String> longest = List.of();
    for (TestMember member : members) {
      List<String> here = member.commands();
      int common = Math.min(here.size(), longest.size());
      assertThat(here.subList(0, common)).as("%s", member.id).isEqualTo(longest.subList(0, common));
      assertThat(member.failure()).as("%s", member.id).isNull();
      longest = here.size() > longest.size() ? here : longest;
    }
  }

  @Override
  public void close() {
    // A log takes up to a second to close, most of it waiting: all at once.
    CompletableFuture.allOf(
            members.values().stream()
                .map(member -> CompletableFuture.runAsync(member::close, closers))
                .toArray(CompletableFuture[]::new))
        .join();
    closers.shutdown();
    network.close();
  }
}
