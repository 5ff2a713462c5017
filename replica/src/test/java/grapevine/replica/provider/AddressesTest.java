package grapevine.replica.provider;

import static grapevine.replica.provider.TestProviders.DURHAM;
import static grapevine.replica.provider.TestProviders.START;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.replica.provider.PostcodeAddresses.Address;
import grapevine.replica.provider.ProviderResult.Absence;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The map tells where a postcode is when postcodes.io does not, and which addresses it has. */
class AddressesTest {
  private final TestProviders test = new TestProviders();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void addresses_are_in_the_order_of_the_street_and_the_place_is_the_middle_one() {
    serve(
        element(1, 54.7671, "DH1 3LE", "10", "Hill"),
        element(2, 54.7672, "dh13le", "9a", "Hill"),
        element(3, 54.7673, "DH1 3LE", "9a", "Hill"),
        element(4, 54.7674, "DH1 3LE", "Old Mill", "Hill"),
        element(5, 51.5, "DH1 3LE", "", "Elsewhere"),
        element(6, 54.9, "DH1 3LF", "1", "Hill"));
    PostcodeAddresses found = ((Found<PostcodeAddresses>) ask()).value();
    assertThat(found.addresses())
        .containsExactly(
            new Address("9a", "Hill", "Durham"),
            new Address("10", "Hill", "Durham"),
            new Address("Old Mill", "Hill", "Durham"));
    Coordinates middle = new Coordinates(54.7672, -1.573);
    assertThat(found.middle()).isEqualTo(middle);
    assertThat(found.resolved())
        .isEqualTo(
            new ResolvedPostcode(
                DURHAM, middle, false, ResolvedPostcode.Source.OSM, START.toEpochMilli()));
  }

  @Test
  void the_map_need_not_know_a_postcode() {
    serve();
    assertThat(ask()).isEqualTo(new NotThere<>(Absence.UNKNOWN));
  }

  @Test
  void there_are_no_more_than_fifty() {
    String[] elements = new String[60];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = element(i + 1, 54.767, "DH1 3LE", Integer.toString(i + 1), "Hill");
    }
    serve(elements);
    assertThat(((Found<PostcodeAddresses>) ask()).value().addresses()).hasSize(50);
  }

  @Test
  void the_question_names_the_postcode_and_the_british_isles() throws InterruptedException {
    serve();
    ask();
    assertThat(test.server.takeRequest().getBody().utf8())
        .contains("%22addr%3Apostcode%22%3D%22DH1+3LE%22")
        .contains("49.8%2C-8.7%2C60.9%2C1.8");
  }

  private ProviderResult<PostcodeAddresses> ask() {
    return test.providers.map().addresses(DURHAM);
  }

  private void serve(String... elements) {
    Example empty = Example.of("overpass/around_200_empty.json");
    String body = empty.body().replace("\"elements\":[]", "\"elements\":" + List.of(elements));
    test.server.enqueue(empty.response(body).build());
  }

  private static String element(
      int id, double latitude, String postcode, String number, String street) {
    return String.format(
        Locale.ROOT,
        "{\"type\":\"node\",\"id\":%d,\"lat\":%f,\"lon\":-1.573,\"tags\":{\"addr:postcode\":\"%s\","
            + "\"addr:housenumber\":\"%s\",\"addr:street\":\"%s\",\"addr:city\":\"Durham\"}}",
        id,
        latitude,
        postcode,
        number,
        street);
  }
}
