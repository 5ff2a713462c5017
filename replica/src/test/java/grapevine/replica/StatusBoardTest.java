package grapevine.replica;

import static grapevine.protocol.ReplicaStatus.ACTIVE;
import static grapevine.protocol.ReplicaStatus.OFFLINE;
import static grapevine.protocol.ReplicaStatus.OVERLOADED;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.ReplicaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
  private final List<ReplicaStatus> told = new ArrayList<>();

  @Test
  void the_operator_overrules_the_measurement_until_it_is_automatic_again() {
    StatusBoard board = board(0);
    board.measured(OVERLOADED);
    board.order(Optional.of(OFFLINE));
    board.measured(ACTIVE);
    assertThat(board.current()).isEqualTo(OFFLINE);
    board.order(Optional.empty());
    assertThat(told).containsExactly(OVERLOADED, OFFLINE, ACTIVE);
  }

  @Test
  void what_does_not_change_is_not_told() {
    StatusBoard board = board(0);
    board.measured(ACTIVE);
    board.simulate();
    assertThat(told).isEmpty();
  }

  @Test
  void a_simulated_status_is_never_active_and_the_same_for_the_same_seed() {
    StatusBoard board = board(1);
    for (int second = 0; second < 20; second++) {
      board.simulate();
      assertThat(board.current()).isNotEqualTo(ACTIVE);
    }
    List<ReplicaStatus> first = List.copyOf(told);
    told.clear();
    StatusBoard again = board(1);
    for (int second = 0; second < 20; second++) {
      again.simulate();
    }
    assertThat(told).isEqualTo(first).contains(OVERLOADED, OFFLINE);
  }

  private StatusBoard board(double probability) {
    return new StatusBoard(probability, new Random(4), told::add);
  }
}
