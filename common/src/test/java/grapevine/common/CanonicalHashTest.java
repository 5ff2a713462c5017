package grapevine.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.OrderRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalHashTest {
  @Test
  void the_same_customer_and_key_give_the_same_order_id_for_ever() {
    Hash128 callId = CanonicalHash.callId("guest-1", "key-1");
    assertThat(callId).isEqualTo(CanonicalHash.callId("guest-1", "key-1"));
    // A golden value: changing the derivation would turn retries into second orders.
    assertThat(CanonicalHash.orderId(callId)).isEqualTo("o-5oelf3rbfcycot6v64kjv7ejim");
  }

  @Test
  void customer_and_key_do_not_run_together() {
    assertThat(CanonicalHash.callId("ab", "c")).isNotEqualTo(CanonicalHash.callId("a", "bc"));
    assertThat(CanonicalHash.callId("a", "b")).isNotEqualTo(CanonicalHash.callId("b", "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1, -1",
    "1, 0",
    "0, 1",
    "-9223372036854775808, 9223372036854775807",
    "123456789, -987654321"
  })
  void every_hash_survives_its_two_spellings(long high, long low) {
    Hash128 hash = new Hash128(high, low);
    assertThat(hash.hex()).hasSize(32);
    assertThat(Hash128.ofHex(hash.hex())).isEqualTo(hash);
    assertThat(hash.base32()).hasSize(26);
    assertThat(Hash128.parseBase32(hash.base32())).contains(hash);
    assertThat(CanonicalHash.parseOrderId(CanonicalHash.orderId(hash))).contains(hash);
    assertThat(Json.read(Json.bytes(hash), Hash128.class)).isEqualTo(hash);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o-",
        "aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "o-aaaaaaaaaaaaaaaaaaaaaaaaab",
        "o-AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "o-aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "o-1aaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void text_that_is_not_the_one_spelling_of_an_order_id_is_refused(String text) {
    assertThat(CanonicalHash.parseOrderId(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "0000000000000000000000000000000G", "0000000000000000000000000000000A"})
  void text_that_is_not_32_hex_digits_is_refused(String text) {
    assertThatThrownBy(() -> Hash128.ofHex(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hashes_are_ordered_as_unsigned_numbers() {
    assertThat(new Hash128(-1, 0)).isGreaterThan(new Hash128(1, 0));
    assertThat(new Hash128(1, -1)).isGreaterThan(new Hash128(1, 1));
    assertThat(new Hash128(1, 1)).isEqualByComparingTo(new Hash128(1, 1));
  }

  @Test
  void requests_that_differ_in_one_word_have_different_hashes() {
    String json =
        """
        {"restaurantId":"r","service":"COLLECTION","lines":[{"itemId":"a","quantity":1}],"note":"NOTE"}""";
    Hash128 one = Json.read(json, OrderRequest.class).canonicalHash();
    Hash128 same = Json.read(" " + json, OrderRequest.class).canonicalHash();
    Hash128 other = Json.read(json.replace("NOTE", "note"), OrderRequest.class).canonicalHash();
    assertThat(same).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
  }
}
