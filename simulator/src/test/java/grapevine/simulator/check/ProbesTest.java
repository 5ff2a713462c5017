package grapevine.simulator.check;

import static grapevine.simulator.check.Course.after;
import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.pending;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbesTest {
  @Test
  void every_event_reaches_every_checker_in_their_order() throws ReflectiveOperationException {
    List<String> told = new ArrayList<>();
    Probe both = new Probes(List.of(listener("first", told), listener("second", told)));
    List<String> expected = new ArrayList<>();
    for (Method event : Probe.class.getDeclaredMethods()) {
      event.invoke(both, nothings(event));
      expected.add("first " + event.getName());
      expected.add("second " + event.getName());
    }
    assertThat(told).hasSizeGreaterThan(20).isEqualTo(expected);
  }

  private static Object[] nothings(Method event) {
    return Stream.of(event.getParameterTypes()).map(type -> type == int.class ? 0 : null).toArray();
  }

  @Test
  void a_right_course_of_two_members_passes_all() {
    Probe all = Probes.all(2, 1);
    Course rm1 = new Course(all, "rm1").open().ticks(StartUp.TICKS);
    Course rm2 = new Course(all, "rm2").open().ticks(StartUp.TICKS);
    LogRecord placed = record("rm1", 1, 1);
    LogRecord twin = record("rm2", 1, 1);
    LogRecord moved = record("rm1", 2, 2, pending(placed));
    LogRecord seen = record("rm2", 2, 3, after(timestamp("rm1", 1, "rm2", 1)));
    assertThatCode(
            () -> {
              rm1.append(placed, moved).commit().acknowledge(moved.dot());
              rm1.send(rm1.gossip(placed, moved));
              rm2.append(twin).step().crash().open().ticks(StartUp.TICKS).append(twin).commit();
              rm2.receive(rm1.gossip(placed, moved)).append(placed, moved);
              rm2.apply(placed, moved).commit().answer(rm2.executed, 2).send(rm2.gossip(twin));
              rm1.receive(rm2.gossip(twin)).append(twin).apply(placed, moved).skip(twin).commit();
              rm2.receive(rm1.gossip()).skip(twin).append(seen).commit();
              rm1.discard(timestamp("rm1", 2, "rm2", 1)).commit().answer(rm1.executed, 2);
              rm1.receive(rm2.gossip(seen)).append(seen).apply(seen).commit();
              rm2.apply(seen).commit().send(rm2.gossip());
            })
        .doesNotThrowAnyException();
  }

  @Test
  void one_checker_that_objects_is_enough() {
    Course rm1 = new Course(Probes.all(1, 1), "rm1").open();
    LogRecord placed = record("rm1", 1, 1);
    rm1.isDegraded = true; // there is no other member
    rm1.append(placed).step();
    assertViolates("output-rule", () -> rm1.acknowledge(placed.dot()));
  }

  private static Probe listener(String name, List<String> told) {
    return (Probe)
        Proxy.newProxyInstance(
            Probe.class.getClassLoader(),
            new Class<?>[] {Probe.class},
            (proxy, event, arguments) -> {
              told.add(name + " " + event.getName());
              return null;
            });
  }
}
