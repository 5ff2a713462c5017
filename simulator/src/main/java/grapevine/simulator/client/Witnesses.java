package grapevine.simulator.client;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.protocol.Payload;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.world.World;
import java.util.List;

/** All replica managers, asked one by one when everything has come to rest. */
final class Witnesses {
  private final World world;

  Witnesses(World world) {
    this.world = world;
  }

  /** What all of them answer. */
  Answer all(Query query) {
    Payload question = Payload.of(Json.bytes(query));
    Answer first = null;
    for (String replica : world.replicaNames()) {
      Answer answer = Json.read(world.answer(replica, question).answer().bytes(), Answer.class);
      first = first == null ? answer : first;
      if (!told(answer).equals(told(first))) {
        throw new InvariantViolated(
            "equal-answers", query + ": " + replica + " says " + answer + ", not " + first);
      }
    }
    return first;
  }

  /** On how many disks something is known to be is another matter at each. */
  private static Object told(Answer answer) {
    return answer instanceof Answer.FoundOrder found
        ? List.of(found.exactStatus(), found.order().totalPence(), found.order().events())
        : answer;
  }
}
