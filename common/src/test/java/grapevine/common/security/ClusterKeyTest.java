package grapevine.common.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterKeyTest {
  private static final String HEX = "00112233445566778899aabbccddeeff";

  @TempDir Path directory;

  @Test
  void the_same_key_gives_every_process_the_same_credential() throws Exception {
    Path file = Files.writeString(directory.resolve("cluster.key"), HEX + "\n");
    ClusterKey read = ClusterKey.read(file);
    assertThat(read.linkCredential())
        .isEqualTo(ClusterKey.of(HEX.toUpperCase(Locale.ROOT)).linkCredential());
    assertThat(read.clusterId()).matches("[0-9a-f]{8}");
  }

  @Test
  void another_key_opens_nothing() {
    ClusterKey key = ClusterKey.of(HEX);
    ClusterKey other = ClusterKey.of("a text of sixteen bytes or more");
    assertThat(key.isLinkCredential(key.linkCredential())).isTrue();
    assertThat(key.isLinkCredential(other.linkCredential())).isFalse();
    assertThat(key.isLinkCredential(null)).isFalse();
    assertThat(key.isLinkAuthorization(key.linkAuthorization())).isTrue();
    assertThat(key.isLinkAuthorization(key.linkCredential())).isFalse();
    assertThat(key.isLinkAuthorization(other.linkAuthorization())).isFalse();
    assertThat(key.isLinkAuthorization(null)).isFalse();
  }

  @Test
  void the_key_itself_is_never_shown() {
    ClusterKey key = ClusterKey.of(HEX);
    assertThat(key.linkCredential() + key.clusterId() + key).doesNotContain(HEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "00112233445566778899aabbccddee",
        "fifteen bytes..",
        "   x        \n\n\n\n\n\n"
      })
  void a_short_key_is_refused_with_what_to_do(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("cluster.key"), text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterKey.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("openssl rand -hex 32");
  }

  @Test
  void a_file_that_is_no_key_is_refused() throws Exception {
    Path file = Files.write(directory.resolve("big"), new byte[ClusterKey.FILE_BYTES_MAX + 1]);
    assertThatIllegalArgumentException().isThrownBy(() -> ClusterKey.read(file));
    assertThatThrownBy(() -> ClusterKey.read(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
