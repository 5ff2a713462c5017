package grapevine.replica;

import grapevine.common.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the other members were last, in a file beside the database: for a start that cannot read
 * the database, and has nobody named on its command line. A hint, which may be old or missing.
 */
final class AddressBook {
  static final String FILE = "peers.known";
  private static final Logger LOG = LoggerFactory.getLogger(AddressBook.class);

  private final Path file;

  AddressBook(Path data) {
    this.file = data.resolve(FILE);
  }

  Map<String, HostPort> read() {
    TreeMap<String, HostPort> addresses = new TreeMap<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] parts = line.split("=", 2);
          addresses.put(parts[0], HostPort.parse(parts[parts.length - 1]));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} cannot be read and is of no use: {}", file, e.toString());
    }
    return addresses;
  }

  void keep(Map<String, HostPort> addresses) {
    List<String> lines = new ArrayList<>();
    addresses.forEach((name, address) -> lines.add(name + "=" + address));
    try {
      Path written = file.resolveSibling(FILE + ".new");
      Files.write(written, lines);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("{} cannot be written: {}", file, e.toString());
    }
  }
}
