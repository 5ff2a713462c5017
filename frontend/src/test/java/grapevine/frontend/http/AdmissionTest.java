package grapevine.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission();

  @Test
  void as_many_are_admitted_as_the_limit_says_and_each_that_leaves_makes_room() {
    for (int i = 0; i < ConcurrencyLimit.REST; i++) {
      assertThat(admission.enter()).isTrue();
    }
    assertThat(admission.enter()).isFalse();
    admission.leave(System.nanoTime(), Reply.json(200, Map.of()));
    assertThat(admission.enter()).isTrue();
  }

  @Test
  void a_customer_has_a_bound_of_its_own_that_others_do_not_feel() {
    for (int i = 0; i < Admission.CUSTOMER_MAX; i++) {
      assertThat(admission.enterCustomer("ann")).isTrue();
    }
    assertThat(admission.enterCustomer("ann")).isFalse();
    assertThat(admission.enterCustomer("bob")).isTrue();
    admission.leaveCustomer("ann");
    assertThat(admission.enterCustomer("ann")).isTrue();
  }
}
