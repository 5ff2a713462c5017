package grapevine.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * CRC32C over the columns of one row, keys included, in the order in which they are added: a row
 * under the wrong key is damaged too. SQLite itself does not notice a flipped byte.
 */
final class RowChecksum {
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  RowChecksum add(long value) {
    crc.update(number.putLong(0, value).array());
    return this;
  }

  RowChecksum add(byte[] bytes) {
    add(bytes.length);
    crc.update(bytes);
    return this;
  }

  RowChecksum add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  long value() {
    return crc.getValue();
  }

  /**
   * @param stored the checksum in the row
   */
  void verify(long stored, String table, Object key) {
    if (stored != value()) {
      throw new DamagedRecordException(table, key.toString(), "its checksum does not match");
    }
  }
}
