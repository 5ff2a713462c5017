package grapevine.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuestSignerTest {
  private final GuestSigner signer = new GuestSigner(ClusterKey.of("the key of this cluster"));

  @Test
  void a_signed_guest_comes_back() {
    String guest = signer.newGuest();
    assertThat(signer.verify(signer.sign(guest))).contains(guest);
    assertThat(signer.newGuest()).isNotEqualTo(guest);
  }

  @Test
  void the_same_key_is_the_same_guest_at_every_front_end() {
    GuestSigner other = new GuestSigner(ClusterKey.of("the key of this cluster"));
    assertThat(signer.guestOf("key-1")).isEqualTo(other.guestOf("key-1"));
    assertThat(signer.guestOf("key-1")).isNotEqualTo(signer.guestOf("key-2"));
    assertThat(other.verify(signer.sign(signer.guestOf("key-1"))))
        .contains(signer.guestOf("key-1"));
  }

  @Test
  void forged_foreign_and_broken_guests_are_nobody() {
    String signed = signer.sign(signer.newGuest());
    GuestSigner foreign = new GuestSigner(ClusterKey.of("the key of another cluster"));
    assertThat(foreign.verify(signed)).isEmpty();
    assertThat(signer.verify("")).isEmpty();
    assertThat(signer.verify("x".repeat(100_000))).isEmpty();
    for (int at = 0; at < signed.length(); at++) {
      char other = signed.charAt(at) == 'a' ? 'b' : 'a';
      String forged = signed.substring(0, at) + other + signed.substring(at + 1);
      assertThat(signer.verify(forged)).as("character %d changed", at).isEmpty();
      assertThat(signer.verify(signed.substring(0, at))).isEmpty();
    }
  }
}
