package grapevine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final RetryBudget budget = new RetryBudget(2);

  @Test
  void a_reserve_may_be_spent_at_once_and_then_a_tenth_of_what_is_earned() {
    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isFalse();
    earn(9);
    assertThat(budget.isEmpty()).isTrue();
    earn(1);
    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isFalse();
  }

  @Test
  void nothing_is_saved_beyond_the_reserve() {
    earn(1000);
    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isFalse();
  }

  private void earn(int times) {
    for (int i = 0; i < times; i++) {
      budget.earn();
    }
  }
}
