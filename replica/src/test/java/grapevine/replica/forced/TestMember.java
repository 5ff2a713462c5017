package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A member with its log, and all that the log said, as the database would keep it. */
final class TestMember implements ForcedLog.Listener {
  final MemberId id;
  private final TestNetwork network;
  private final ForcedSettings settings;
  private final Path directory;
  private final List<Long> indexes = new ArrayList<>();
  private final Set<String> commands = new LinkedHashSet<>();
  private RatisForcedLog log;
  private Boolean hasMajority;
  private long behind = -1;
  private Throwable failure;
  private int deliveredSinceOpen;

  TestMember(MemberId id, TestNetwork network, ForcedSettings settings, Path directory) {
    this.id = id;
    this.network = network;
    this.settings = settings;
    this.directory = directory;
  }

  /** With what it had before; a member without founders waits to be made a voter. */
  void open(List<MemberId> founders) {
    open(founders, directory);
  }

  void open(List<MemberId> founders, Path from) {
    synchronized (this) {
      hasMajority = null;
      behind = -1;
      deliveredSinceOpen = 0;
    }
    try {
      log =
          RatisForcedLog.open(
              from,
              id,
              founders,
              founders.contains(id),
              lastIndex(),
              network.of(id),
              this,
              settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    network.join(id, log);
  }

  void close() {
    network.leave(id);
    if (log != null) {
      log.close();
    }
  }

  RatisForcedLog log() {
    return log;
  }

  Path directory() {
    return directory;
  }

  void propose(String command) {
    if (!log.propose(command.getBytes(StandardCharsets.UTF_8))) {
      throw new IllegalStateException(id + " took no more");
    }
  }

  /** As if a snapshot of the donor's database were installed while this runs. */
  void install(TestMember donor) {
    restore(donor);
    log.applied(lastIndex());
  }

  /** As if it were installed before this is opened. */
  void restore(TestMember donor) {
    List<Long> donated;
    List<String> theirs;
    synchronized (donor) {
      donated = List.copyOf(donor.indexes);
      theirs = List.copyOf(donor.commands);
    }
    synchronized (this) {
      indexes.clear();
      indexes.addAll(donated);
      commands.clear();
      commands.addAll(theirs);
      behind = -1;
    }
  }

  /** As if its database were lost, and the log not. */
  synchronized void forget() {
    indexes.clear();
    commands.clear();
  }

  void reportApplied() {
    log.applied(lastIndex());
  }

  synchronized long lastIndex() {
    return indexes.isEmpty() ? -1 : indexes.get(indexes.size() - 1);
  }

  /** In order; of one that came twice, as it may, the first. */
  synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  synchronized boolean has(String command) {
    return commands.contains(command);
  }

  synchronized boolean hasMajority() {
    return hasMajority != null && hasMajority;
  }

  synchronized boolean saysNoMajority() {
    return hasMajority != null && !hasMajority;
  }

  synchronized long behind() {
    return behind;
  }

  synchronized Throwable failure() {
    return failure;
  }

  synchronized int deliveredSinceOpen() {
    return deliveredSinceOpen;
  }

  @Override
  public synchronized void committed(long index, byte[] command) {
    if (index <= lastIndex()) {
      failure = new AssertionError(index + " after " + lastIndex());
    }
    indexes.add(index);
    if (commands.add(new String(command, StandardCharsets.UTF_8))) {
      deliveredSinceOpen++;
    }
  }

  @Override
  public synchronized void majority(boolean isThere) {
    hasMajority = isThere;
  }

  @Override
  public synchronized void behind(long index) {
    behind = index;
  }

  @Override
  public synchronized void failed(Throwable cause) {
    failure = cause;
  }
}
