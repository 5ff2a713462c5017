package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.ProviderMode;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.postcodes.io",
        "ftp://api.postcodes.io",
        "file:///etc/passwd",
        "http:///path",
        "http://me:secret@host",
        "http://host?a=b",
        "http://host#part",
        "http://ho st"
      })
  void only_plain_http_urls_are_taken(String url) {
    assertThatThrownBy(() -> ProviderSettings.url("--fsa-url", url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--fsa-url is http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me", "a b c", "(me)", "me\nX-Other: 1", "mé@example.org"})
  void a_contact_fits_into_the_header(String contact) {
    assertThatThrownBy(() -> settings(Optional.of(contact))).hasMessageContaining("--contact");
  }

  @Test
  void each_request_names_the_project_and_the_contact() {
    assertThat(settings(Optional.of("ops@example.org")).userAgent())
        .isEqualTo("Grapevine/0.1 (food-ordering backend; contact ops@example.org)");
    assertThat(ProviderSettings.OFFLINE.userAgent())
        .isEqualTo("Grapevine/0.1 (food-ordering backend)");
  }

  @Test
  void whoever_shows_data_has_its_attribution() {
    assertThat(ProviderId.OVERPASS.attribution().text()).startsWith("© OpenStreetMap contributors");
    assertThat(ProviderId.FSA.attribution().text()).contains("Open Government Licence v3.0");
    assertThat(ProviderId.POSTCODES_IO.attribution().text())
        .contains("Royal Mail")
        .contains("OS data");
  }

  private static ProviderSettings settings(Optional<String> contact) {
    URI url = ProviderSettings.url("--fsa-url", "https://example.org/mirror/");
    return new ProviderSettings(ProviderMode.AUTO, url, url, url, contact);
  }
}
