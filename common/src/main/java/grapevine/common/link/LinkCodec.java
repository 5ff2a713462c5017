package grapevine.common.link;

import grapevine.common.codec.ByteSink;
import grapevine.common.codec.ByteSource;
import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodes;
import grapevine.common.codec.WireLimits;
import grapevine.common.codec.WireReader;
import grapevine.common.codec.WireWriter;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame: version, number of messages, messages. Messages are encoded each for itself, so that one
 * can be measured and queued before it is known which frame it will travel in.
 */
public final class LinkCodec {
  public static final int FRAME_BYTES_MAX = 8 << 20;
  public static final int FRAME_MESSAGES_MAX = 1 << 16;

  /** Of one message: a frame of its own has room for its head too. */
  public static final int MESSAGE_BYTES_MAX = FRAME_BYTES_MAX - 16;

  private static final int VERSION = 1;

  private static final int GOSSIP = 0;
  private static final int CALL = 1;
  private static final int REPLY = 2;
  private static final int STATUS = 3;
  private static final int FRONT_END = 4;
  private static final int KINDS = 5;

  private static final int FRONT_END_BYTES_MIN = 4;

  private LinkCodec() {}

  /**
   * The messages must fit in one frame; {@link FrameQueue} sees to that where they come one by one.
   */
  public static byte[] encode(List<LinkMessage> messages) {
    return frame(messages.stream().map(LinkCodec::encodeMessage).toList());
  }

  public static List<LinkMessage> decode(ByteBuffer frame) throws MalformedMessageException {
    requireFrameLength(frame.remaining());
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return decode(bytes);
  }

  public static List<LinkMessage> decode(byte[] frame) throws MalformedMessageException {
    requireFrameLength(frame.length);
    ByteSource source = new ByteSource(frame);
    int version = source.readByte();
    if (version != VERSION) {
      throw new MalformedMessageException(
          "link version "
              + version
              + " where "
              + VERSION
              + " is known: run the same release everywhere");
    }
    int count = source.readCount(FRAME_MESSAGES_MAX, 1);
    List<LinkMessage> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      messages.add(readMessage(new WireReader(source)));
    }
    source.requireEnd();
    return messages;
  }

  static byte[] encodeMessage(LinkMessage message) {
    WireWriter writer = new WireWriter();
    writeMessage(writer, message);
    byte[] bytes = writer.toBytes();
    if (bytes.length > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a message of " + bytes.length + " bytes: at most " + MESSAGE_BYTES_MAX);
    }
    return bytes;
  }

  static byte[] frame(List<byte[]> encodedMessages) {
    ByteSink sink = new ByteSink();
    sink.putByte(VERSION);
    sink.putCount(encodedMessages.size(), FRAME_MESSAGES_MAX);
    encodedMessages.forEach(sink::putRaw);
    byte[] bytes = sink.toBytes();
    if (bytes.length > FRAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a frame of " + bytes.length + " bytes: at most " + FRAME_BYTES_MAX);
    }
    return bytes;
  }

  private static void writeMessage(WireWriter writer, LinkMessage message) {
    if (message instanceof LinkMessage.PeerGossip peer) {
      writer.sink().putByte(GOSSIP);
      writer.put(peer.gossip());
    } else if (message instanceof LinkMessage.Call call) {
      writer.sink().putByte(CALL);
      writer.put(call.call());
    } else if (message instanceof LinkMessage.Reply reply) {
      writer.sink().putByte(REPLY);
      writer.put(reply.reply());
    } else if (message instanceof LinkMessage.Status status) {
      writer.sink().putByte(STATUS);
      writeStatus(writer, status);
    } else if (message instanceof LinkMessage.FrontEndReport report) {
      writer.sink().putByte(FRONT_END);
      writeFrontEnd(writer, report);
    } else {
      throw new IllegalStateException("a kind of message without an encoding: " + message);
    }
  }

  private static LinkMessage readMessage(WireReader reader) throws MalformedMessageException {
    int kind = reader.source().readCode(KINDS);
    return switch (kind) {
      case GOSSIP -> new LinkMessage.PeerGossip(reader.readGossip());
      case CALL -> new LinkMessage.Call(reader.readCall());
      case REPLY -> new LinkMessage.Reply(reader.readReply());
      case STATUS -> readStatus(reader);
      case FRONT_END -> readFrontEnd(reader);
      default -> throw new IllegalStateException("a kind of message that is not read: " + kind);
    };
  }

  private static void writeStatus(WireWriter writer, LinkMessage.Status status) {
    WireCodes.put(writer.sink(), status.status(), WireCodes.STATUSES);
    writer.put(status.report());
    writer.sink().putCount(status.frontEnds().size(), WireLimits.FRONT_ENDS_MAX);
    status.frontEnds().forEach(report -> writeFrontEnd(writer, report));
  }

  private static LinkMessage.Status readStatus(WireReader reader) throws MalformedMessageException {
    ReplicaStatus status = WireCodes.read(reader.source(), WireCodes.STATUSES);
    ReplicaReport report = reader.readReport();
    int count = reader.source().readCount(WireLimits.FRONT_ENDS_MAX, FRONT_END_BYTES_MIN);
    List<LinkMessage.FrontEndReport> frontEnds = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frontEnds.add(readFrontEnd(reader));
    }
    return new LinkMessage.Status(status, report, frontEnds);
  }

  private static void writeFrontEnd(WireWriter writer, LinkMessage.FrontEndReport report) {
    writer.sink().putText(report.name(), WireLimits.TEXT_BYTES_MAX);
    writer.sink().putText(report.url(), WireLimits.TEXT_BYTES_MAX);
    writer.put(report.timestamp());
  }

  private static LinkMessage.FrontEndReport readFrontEnd(WireReader reader)
      throws MalformedMessageException {
    String name = reader.source().readText(WireLimits.TEXT_BYTES_MAX);
    String url = reader.source().readText(WireLimits.TEXT_BYTES_MAX);
    return new LinkMessage.FrontEndReport(name, url, reader.readTimestamp());
  }

  private static void requireFrameLength(int length) throws MalformedMessageException {
    if (length > FRAME_BYTES_MAX) {
      throw new MalformedMessageException(
          "a frame of " + length + " bytes: at most " + FRAME_BYTES_MAX);
    }
  }
}
