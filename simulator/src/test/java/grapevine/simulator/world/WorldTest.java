package grapevine.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.ReplicaStatus;
import grapevine.simulator.check.Probes;
import grapevine.simulator.client.SteadyClient;
import grapevine.simulator.disk.MemoryDisk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorldTest {
  private final List<String> trace = new ArrayList<>();
  private final World world =
      new World(
          WorldSettings.of(3),
          MemoryDisk::new,
          Probes.all(3, 1),
          (micros, who, verb, what) -> trace.add(who + " " + verb + " " + what),
          new Dice(1));
  private final List<SteadyClient.Call> calls = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private SteadyClient startWithAClient() {
    world.machineNames().forEach(world::start);
    SteadyClient client = new SteadyClient("c1", world, new Dice(2), calls::add);
    client.begin();
    runFor(2);
    return client;
  }

  private void runFor(int seconds) {
    world.timeline().runUntil(world.timeline().nowMicros() + seconds * Timeline.SECOND);
  }

  private long stampedBy(String replica) {
    return world.states().get(replica).replicaTimestamp().get(world.states().get(replica).member());
  }

  @Test
  void without_faults_every_call_is_answered_and_all_get_equal() {
    startWithAClient();
    runFor(1);

    assertThat(calls).hasSizeGreaterThan(10).allMatch(SteadyClient.Call::isAnswered);
    assertThat(stampedBy("rm1")).isPositive();
  }

  @Test
  void a_killed_process_keeps_its_disk_and_goes_on_where_it_was() {
    startWithAClient();
    long before = stampedBy("rm2");

    world.kill("rm2");
    assertThat(world.isRunning("rm2")).isFalse();
    runFor(1);
    world.start("rm2");
    runFor(3);

    assertThat(stampedBy("rm2")).isGreaterThan(before);
  }

  @Test
  void a_crash_may_wait_for_an_acknowledgement_or_an_answer() {
    startWithAClient();
    world.killAfterAcknowledging("rm1");
    runFor(1);
    world.killAfterAnswering("rm2");
    runFor(1);

    assertThat(trace).contains("rm1 dies: after an acknowledgement", "rm2 dies: after an answer");
  }

  @Test
  void a_failed_sync_ends_the_process_and_nothing_of_it_is_said() {
    startWithAClient();
    world.replica("rm1").failNextSync(true);
    runFor(1);

    assertThat(trace).anyMatch(line -> line.startsWith("rm1 dies: by a failed sync"));
  }

  @Test
  void who_is_paused_takes_what_has_waited_when_he_goes_on() {
    startWithAClient();
    world.pause("rm3");
    runFor(1);
    long before = world.states().get("rm3").replicaTimestamp().size();
    int read = trace.size();
    runFor(1);
    assertThat(trace.subList(read, trace.size())).noneMatch(line -> line.startsWith("rm3 rec"));

    world.resume("rm3");
    runFor(1);
    assertThat(trace.subList(read, trace.size())).anyMatch(line -> line.startsWith("rm3 rec"));
    assertThat(before).isPositive();
  }

  @Test
  void after_the_faults_everything_runs_and_nothing_is_cut() {
    Faults faults = new Faults(world, EnumSet.allOf(FaultKind.class), new Dice(9));
    startWithAClient();
    faults.begin();
    runFor(20);
    assertThat(faults.applied().keySet())
        .containsAll(EnumSet.range(FaultKind.ONE_WAY_CUT, FaultKind.FRONT_END_PAUSE));

    faults.heal();
    runFor(5);

    assertThat(world.machineNames()).allMatch(world::isRunning);
    for (String one : world.machineNames()) {
      assertThat(world.machineNames()).noneMatch(other -> world.network().isCut(one, other));
    }
    calls.clear();
    runFor(2);
    assertThat(calls).isNotEmpty().allMatch(SteadyClient.Call::isAnswered);
  }

  /** Or a measure would leave out the worst of its calls. */
  @Test
  void a_call_that_never_comes_back_counts_with_the_time_it_has_taken() {
    SteadyClient client = startWithAClient();
    world.frontEnds().forEach(frontEnd -> world.pause(frontEnd.name));
    runFor(4);

    assertThat(client.underWay())
        .hasValueSatisfying(
            call -> {
              assertThat(call.isAnswered()).isFalse();
              assertThat(call.micros()).isGreaterThan(3 * Timeline.SECOND);
            });
  }

  /** As over TCP: whoever dials again has lost what was under way. */
  @Test
  void a_message_is_lost_with_the_connection_that_carries_it() {
    startWithAClient();
    world.links().forEach(link -> world.network().slow(link.fromName(), link.toName(), 20_000));
    runFor(1);
    world.links().forEach(Link::flap);
    runFor(1);

    assertThat(trace).anyMatch(line -> line.contains("never gets, with the connection"));
    assertThat(calls).isNotEmpty();
  }

  @Test
  void who_is_out_of_service_refuses_calls_and_goes_on_gossiping() {
    startWithAClient();
    world.replica("rm1").status(ReplicaStatus.OFFLINE);
    runFor(1);
    long before = stampedBy("rm1");
    calls.clear();
    runFor(1);

    assertThat(stampedBy("rm1")).isEqualTo(before);
    assertThat(calls).isNotEmpty().allMatch(SteadyClient.Call::isAnswered);
    assertThat(world.states().get("rm1").valueTimestamp().size()).isEqualTo(3);
  }
}
