package grapevine.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.PasswordHash;
import grapevine.frontend.http.RequestRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void a_hash_says_how_it_was_made_and_is_another_each_time() {
    PasswordHash hash = passwords.hash("correct horse").join();
    assertThat(hash.text()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hash.text().length()).isLessThanOrEqualTo(PasswordHash.CHARS_MAX);
    assertThat(passwords.hash("correct horse").join()).isNotEqualTo(hash);
    assertThat(passwords.isRight("correct horse", Optional.of(hash)).join()).isTrue();
    assertThat(passwords.isRight("correct house", Optional.of(hash)).join()).isFalse();
    assertThat(passwords.isRight("", Optional.of(hash)).join()).isFalse();
  }

  @Test
  void a_letter_is_the_same_however_the_keyboard_writes_it() {
    PasswordHash hash = passwords.hash("caf\u00e9 caf\u00e9").join();
    assertThat(passwords.isRight("cafe\u0301 cafe\u0301", Optional.of(hash)).join()).isTrue();
  }

  @Test
  void nobodys_password_is_never_right() {
    assertThat(passwords.isRight("correct horse", Optional.empty()).join()).isFalse();
  }

  @Test
  void more_than_can_be_hashed_soon_is_refused_at_once() {
    List<CompletableFuture<Boolean>> begun = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                begun.add(passwords.isRight("correct horse", Optional.empty()));
              }
            })
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("OVERLOADED");
    assertThat(begun).isNotEmpty().allSatisfy(each -> assertThat(each.join()).isFalse());
  }

  @Test
  void a_password_has_8_to_200_characters() {
    assertThat(Passwords.require("\uD83D\uDE00".repeat(200))).isNotEmpty();
    for (String refused : new String[] {null, "", "1234567", "x".repeat(201)}) {
      assertThatThrownBy(() -> Passwords.require(refused))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8 to 200");
    }
  }
}
