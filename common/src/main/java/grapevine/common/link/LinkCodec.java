package grapevine.common.link;

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
 * A frame: version, number of messages, messages. They share one table of members, so that a frame
 * of many calls spells each member out once; {@link OutboundFrame} writes it.
 */
public final class LinkCodec {
  public static final int FRAME_BYTES_MAX = 8 << 20;
  public static final int FRAME_MESSAGES_MAX = 1 << 16;

  static final int VERSION = 4;

  private static final int GOSSIP = 0;
  private static final int CALL = 1;
  private static final int REPLY = 2;
  private static final int STATUS = 3;
  private static final int FRONT_END = 4;
  private static final int ORDERING = 5;
  private static final int WATCH = 6;
  private static final int CHANGES = 7;
  private static final int KINDS = 8;

  private static final int FRONT_END_BYTES_MIN = 4;

  private LinkCodec() {}

  /** The messages must fit in one frame; {@link FrameQueue} sees to that where it matters. */
  public static byte[] encode(List<LinkMessage> messages) {
    OutboundFrame frame = new OutboundFrame();
    for (LinkMessage message : messages) {
      if (!frame.add(message)) {
        throw new IllegalArgumentException(
            "a frame has at most " + FRAME_BYTES_MAX + " bytes: send these messages in several");
      }
    }
    byte[] bytes = new byte[frame.size()];
    frame.view().get(bytes);
    return bytes;
  }

  public static List<LinkMessage> decode(byte[] frame) throws MalformedMessageException {
    return decode(ByteBuffer.wrap(frame));
  }

  /** Reads in place; nothing in the messages refers to the buffer. */
  public static List<LinkMessage> decode(ByteBuffer frame) throws MalformedMessageException {
    if (frame.remaining() > FRAME_BYTES_MAX) {
      throw new MalformedMessageException(
          "a frame of " + frame.remaining() + " bytes: at most " + FRAME_BYTES_MAX);
    }
    ByteSource source = ByteSource.over(frame);
    int version = source.readByte();
    if (version != VERSION) {
      throw new MalformedMessageException(
          "link version "
              + version
              + " where "
              + VERSION
              + " is known: run the same release everywhere");
    }
    int count = source.readFixedInt();
    if (count > Math.min(FRAME_MESSAGES_MAX, source.remaining())) {
      throw new MalformedMessageException(
          count + " messages do not fit in " + source.remaining() + " bytes");
    }
    WireReader reader = new WireReader(source);
    List<LinkMessage> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      messages.add(readMessage(reader));
    }
    source.requireEnd();
    return messages;
  }

  static void writeMessage(WireWriter writer, LinkMessage message) {
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
    } else if (message instanceof LinkMessage.Ordering ordering) {
      writer.sink().putByte(ORDERING);
      writer.put(ordering.sender());
      writer.put(ordering.receiver());
      writer.put(ordering.body());
    } else if (message instanceof LinkMessage.Watch watch) {
      writer.sink().putByte(WATCH);
      writer.sink().putByte(watch.isOn() ? 1 : 0);
    } else if (message instanceof LinkMessage.Changes changes) {
      writer.sink().putByte(CHANGES);
      writer.sink().putCount(changes.keys().size(), WireLimits.CHANGES_MAX);
      changes.keys().forEach(writer.sink()::putLong);
      writer.put(changes.value());
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
      case ORDERING ->
          new LinkMessage.Ordering(reader.readMember(), reader.readMember(), reader.readPayload());
      case WATCH -> new LinkMessage.Watch(reader.source().readCode(2) == 1);
      case CHANGES -> readChanges(reader);
      default -> throw new IllegalStateException("a kind of message that is not read: " + kind);
    };
  }

  private static LinkMessage.Changes readChanges(WireReader reader)
      throws MalformedMessageException {
    int count = reader.source().readCount(WireLimits.CHANGES_MAX, Long.BYTES);
    List<Long> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(reader.source().readLong());
    }
    return new LinkMessage.Changes(keys, reader.readTimestamp());
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
}
