package grapevine.common.codec;

import grapevine.protocol.ForcedCommand;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;

/**
 * Single values as bytes: a format byte and the value. Equal values have equal bytes, so the bytes
 * can be hashed. What is on disk was written by this too: a change of form needs a new format
 * number that reads the old one.
 */
public final class WireCodec {
  private static final int FORMAT = 1;

  private WireCodec() {}

  public static byte[] encode(LogRecord record) {
    WireWriter writer = newWriter();
    writer.put(record);
    return writer.toBytes();
  }

  public static LogRecord decodeLogRecord(byte[] bytes) throws MalformedMessageException {
    WireReader reader = newReader(bytes);
    return ended(reader, reader.readLogRecord());
  }

  public static byte[] encode(Token token) {
    WireWriter writer = newWriter();
    writer.put(token);
    return writer.toBytes();
  }

  public static Token decodeToken(byte[] bytes) throws MalformedMessageException {
    WireReader reader = newReader(bytes);
    return ended(reader, reader.readToken());
  }

  public static byte[] encode(VectorTimestamp timestamp) {
    WireWriter writer = newWriter();
    writer.put(timestamp);
    return writer.toBytes();
  }

  public static VectorTimestamp decodeTimestamp(byte[] bytes) throws MalformedMessageException {
    WireReader reader = newReader(bytes);
    return ended(reader, reader.readTimestamp());
  }

  public static byte[] encode(ForcedCommand command) {
    WireWriter writer = newWriter();
    writer.put(command);
    return writer.toBytes();
  }

  public static ForcedCommand decodeForcedCommand(byte[] bytes) throws MalformedMessageException {
    WireReader reader = newReader(bytes);
    return ended(reader, reader.readForcedCommand());
  }

  private static WireWriter newWriter() {
    WireWriter writer = new WireWriter();
    writer.sink().putByte(FORMAT);
    return writer;
  }

  private static WireReader newReader(byte[] bytes) throws MalformedMessageException {
    ByteSource source = new ByteSource(bytes);
    int format = source.readByte();
    if (format != FORMAT) {
      throw new MalformedMessageException("format " + format + " where " + FORMAT + " is known");
    }
    return new WireReader(source);
  }

  private static <T> T ended(WireReader reader, T value) throws MalformedMessageException {
    reader.source().requireEnd();
    return value;
  }
}
