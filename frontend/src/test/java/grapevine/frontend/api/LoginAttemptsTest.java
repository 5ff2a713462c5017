package grapevine.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.UniqueName;
import grapevine.frontend.http.RequestRefused;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final LoginAttempts attempts = new LoginAttempts(now::get);

  @Test
  void those_under_way_count_until_they_have_ended() {
    LoginAttempts.Attempt first = begin("ann", "10.0.0.1");
    for (int i = 1; i < LoginAttempts.NAME_MAX; i++) {
      begin("ann", "10.0.0.1");
    }
    assertRefused("ann", "10.0.0.2");
    first.ended(LoginAttempts.End.NOT_TRIED);
    begin("ann", "10.0.0.2");
    assertRefused("ann", "10.0.0.3");
  }

  @Test
  void who_logs_in_starts_anew_but_the_address_keeps_its_failures() {
    for (int i = 0; i < LoginAttempts.ADDRESS_MAX; i++) {
      begin("name" + i, "10.0.0.1").ended(LoginAttempts.End.WRONG);
    }
    assertRefused("another", "10.0.0.1");
    LoginAttempts.Attempt right = begin("name1", "10.0.0.2");
    right.ended(LoginAttempts.End.RIGHT);
    assertRefused("name1", "10.0.0.1");
    for (int i = 0; i < LoginAttempts.NAME_MAX; i++) {
      begin("name1", "10.0.0.2");
    }
    assertRefused("name1", "10.0.0.2");
  }

  @Test
  void a_refused_attempt_does_not_make_the_wait_longer() {
    for (int i = 0; i < LoginAttempts.NAME_MAX; i++) {
      begin("ann", "10.0.0.1");
    }
    now.addAndGet(LoginAttempts.WINDOW_MILLIS - 1);
    assertRefused("ann", "10.0.0.1");
    now.incrementAndGet();
    begin("ann", "10.0.0.1");
  }

  @Test
  void what_was_put_longest_ago_is_forgotten_when_the_table_is_full() {
    BoundedTable<Integer> table = new BoundedTable<>(2);
    table.put("a", 1);
    table.put("b", 2);
    table.put("a", 3);
    table.put("c", 4);
    assertThat(table.get("b")).isNull();
    assertThat(table.get("a")).isEqualTo(3);
    assertThat(table.get("c")).isEqualTo(4);
  }

  private LoginAttempts.Attempt begin(String name, String address) {
    return attempts.begin(address, UniqueName.parse(name));
  }

  private void assertRefused(String name, String address) {
    Optional<UniqueName> unique = UniqueName.parse(name);
    assertThatThrownBy(() -> attempts.begin(address, unique))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("TOO_MANY_ATTEMPTS");
  }
}
