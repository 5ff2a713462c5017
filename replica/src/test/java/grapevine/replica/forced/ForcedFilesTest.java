package grapevine.replica.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the directory may lose, and what it must not. */
class ForcedFilesTest {
  @TempDir private Path root;

  private TestGroup one() {
    return new TestGroup(1, TestGroup.quick(10_000, 1000), root);
  }

  private static Path openSegment(TestMember member) throws IOException {
    try (Stream<Path> files = Files.walk(member.directory())) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("log_inprogress_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static TestMember closedWithTen(TestGroup group) {
    TestMember member = group.member(1);
    for (int i = 0; i < 10; i++) {
      group.commit(member, "command " + i);
    }
    member.close();
    return member;
  }

  @Test
  void an_entry_that_was_written_in_part_is_cut_off() throws IOException {
    try (TestGroup group = one()) {
      TestMember member = closedWithTen(group);
      try (RandomAccessFile file = new RandomAccessFile(openSegment(member).toFile(), "rw")) {
        file.setLength(file.length() - 3);
      }
      member.forget();
      member.open(group.founders);
      group.commit(member, "after");
      assertThat(member.commands()).hasSize(10).endsWith("command 8", "after");
    }
  }

  @Test
  void a_flipped_byte_is_noticed_at_the_start() throws IOException {
    try (TestGroup group = one()) {
      TestMember member = closedWithTen(group);
      Path segment = openSegment(member);
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
      assertThatThrownBy(() -> member.open(group.founders))
          .hasMessageContaining("cannot open the forced log in " + member.directory())
          .hasMessageContaining("hecksum");
    }
  }

  @Test
  void a_directory_belongs_to_one_member_and_a_founder_to_its_directory() {
    try (TestGroup group = one()) {
      TestMember member = closedWithTen(group);
      MemberId reborn = new MemberId("rm1", 0xb1);
      TestMember other = group.add(reborn);
      assertThatThrownBy(() -> other.open(List.of(reborn), member.directory()))
          .hasMessageContaining("is the forced log of rm1.a1, not of rm1.b1");
      assertThatThrownBy(() -> member.open(group.founders, root.resolve("empty")))
          .hasMessageContaining("can only come back as new");
    }
  }
}
