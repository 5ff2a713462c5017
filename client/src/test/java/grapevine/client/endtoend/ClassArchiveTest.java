package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./grapevine} does with a class archive, with a jar of one class in place of ours. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ClassArchiveTest {
  @TempDir private Path root;
  private Path jar;

  /** Says how it was started. */
  static final class Part {
    private Part() {}

    public static void main(String[] arguments) {
      System.out.print("started with " + String.join(" ", arguments));
    }
  }

  @BeforeEach
  void copyTheScriptBesideAJar() throws IOException {
    Path project = Path.of("..").toAbsolutePath().normalize();
    Files.createDirectories(root.resolve("scripts"));
    Files.copy(project.resolve("scripts/java.sh"), root.resolve("scripts/java.sh"));
    Files.copy(project.resolve("grapevine"), root.resolve("grapevine"));
    jar = Files.createDirectories(root.resolve("client/target")).resolve("grapevine-client.jar");
    writeJar();
  }

  @Test
  void a_part_starts_without_an_archive() throws Exception {
    assertThat(start()).isEqualTo("started with show o-1");
  }

  @Test
  void a_broken_archive_stops_no_start_and_says_nothing() throws Exception {
    Path archive = archive();
    Files.writeString(archive, "not an archive");
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(start()).isEqualTo("started with show o-1");
  }

  @Test
  void an_archive_of_an_older_jar_is_not_used() throws Exception {
    Path archive = archive();
    Files.writeString(archive, "not an archive");
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minusSeconds(3_600)));

    assertThat(run("bash", "-x", "grapevine", "show", "o-1"))
        .contains("started with show o-1")
        .doesNotContain("SharedArchiveFile=" + archive);
  }

  /** Where the script looks for it, for the JVM that it finds. */
  private Path archive() throws Exception {
    return Path.of(
        run("bash", "-c", "root=$PWD; . scripts/java.sh; find_java; archive_of client").strip());
  }

  private String start() throws Exception {
    return run("bash", "grapevine", "show", "o-1");
  }

  /** Its output and its error output together. */
  private String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private void writeJar() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Part.class.getName());
    String entry = Part.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream bytes = ClassArchiveTest.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new ZipEntry(entry));
      bytes.transferTo(out);
    }
  }
}
