package grapevine.database;

import grapevine.common.codec.ByteSink;
import grapevine.common.codec.ByteSource;
import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireReader;
import grapevine.common.codec.WireWriter;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one commit says: one row of the log.
 *
 * @param timestamps as they are after it
 * @param forced the forced records of {@code executed}: they are in no log of records, and here
 *     only until the tables are written
 * @param executed records whose execution changed the value, in order; each is in this batch or in
 *     an earlier one
 */
record LogBatch(
    Timestamps timestamps, List<Entry> appended, List<LogRecord> forced, List<Dot> executed) {
  private static final int FORMAT = 2;
  private static final int COUNT_MAX = 1 << 24;
  private static final int ENTRY_BYTES_MIN = 3;

  /** A record that was appended. */
  sealed interface Entry {
    Dot dot();
  }

  record Full(LogRecord record) implements Entry {
    @Override
    public Dot dot() {
      return record.dot();
    }
  }

  /** Another record of the same update: its facts are those of {@code first}. */
  record Stub(Dot dot, Dot first) implements Entry {}

  byte[] encode() {
    WireWriter writer = new WireWriter();
    ByteSink sink = writer.sink();
    sink.putByte(FORMAT);
    writer.put(timestamps.value());
    writer.put(timestamps.floor());
    writer.put(timestamps.settled());
    sink.putNatural(timestamps.released());
    sink.putNatural(timestamps.confirmed());
    sink.putNatural(timestamps.lamport());
    sink.putNatural(timestamps.forcedIndex());
    sink.putCount(appended.size(), COUNT_MAX);
    for (Entry entry : appended) {
      sink.putBoolean(entry instanceof Stub);
      if (entry instanceof Stub stub) {
        writer.put(stub.dot);
        writer.put(stub.first);
      } else {
        writer.put(((Full) entry).record);
      }
    }
    sink.putCount(forced.size(), COUNT_MAX);
    forced.forEach(writer::put);
    sink.putCount(executed.size(), COUNT_MAX);
    executed.forEach(writer::put);
    return writer.toBytes();
  }

  static LogBatch decode(byte[] bytes) throws MalformedMessageException {
    ByteSource source = new ByteSource(bytes);
    WireReader reader = new WireReader(source);
    int format = source.readByte();
    if (format != FORMAT) {
      throw new MalformedMessageException("format " + format + " where " + FORMAT + " is known");
    }
    Timestamps timestamps =
        new Timestamps(
            reader.readTimestamp(),
            reader.readTimestamp(),
            reader.readTimestamp(),
            source.readNatural(),
            source.readNatural(),
            source.readNatural(),
            source.readNatural());
    List<Entry> appended = new ArrayList<>();
    for (int left = source.readCount(COUNT_MAX, ENTRY_BYTES_MIN); left > 0; left--) {
      appended.add(
          source.readBoolean()
              ? new Stub(reader.readDot(), reader.readDot())
              : new Full(reader.readLogRecord()));
    }
    List<LogRecord> forced = new ArrayList<>();
    for (int left = source.readCount(COUNT_MAX, ENTRY_BYTES_MIN); left > 0; left--) {
      forced.add(reader.readLogRecord());
    }
    List<Dot> executed = new ArrayList<>();
    for (int left = source.readCount(COUNT_MAX, 2); left > 0; left--) {
      executed.add(reader.readDot());
    }
    source.requireEnd();
    return new LogBatch(timestamps, appended, forced, executed);
  }
}
