package grapevine.replica;

import grapevine.common.codec.MalformedMessageException;
import grapevine.common.link.LinkCodec;
import grapevine.common.link.LinkMessage;
import grapevine.common.link.LinkSender;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One front end's or peer's link to this replica manager. A reader too slow for {@link
 * #WAITING_BYTES_MAX} is cut off: it dials again and asks again.
 */
public final class LinkConnection
    implements Session.Listener.AutoDemanding, LinkSender.Listener, Caller {
  static final int WAITING_BYTES_MAX = 32 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);

  /** What is done with a link; called on Jetty's threads, and must not block. */
  interface Listener {
    void opened(LinkConnection connection);

    void received(LinkConnection connection, List<LinkMessage> messages);
  }

  private final LinkConnections owner;
  private final Listener listener;
  private volatile Session session;
  private volatile LinkSender sender;
  private volatile boolean isPeer;
  private volatile boolean isWatching;
  private volatile String frontEnd = "";
  private final LongAdder calls = new LongAdder();

  LinkConnection(LinkConnections owner, Listener listener) {
    this.owner = owner;
    this.listener = listener;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    sender = new LinkSender(opened, owner.counters(), WAITING_BYTES_MAX, this);
    if (owner.admit(this)) {
      listener.opened(this);
    } else {
      close(StatusCode.TRY_AGAIN_LATER, "no room for this link");
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer frame, Callback callback) {
    owner.counters().received(frame.remaining());
    try {
      listener.received(this, LinkCodec.decode(frame));
      callback.succeed(); // Asks for the next frame: not before this one is queued.
    } catch (MalformedMessageException e) {
      LOG.warn("link from {} sent a malformed frame and is closed: {}", remote(), e.getMessage());
      callback.succeed();
      close(StatusCode.BAD_PAYLOAD, "malformed frame");
    }
  }

  @Override
  public void onWebSocketText(String text) {
    LOG.warn("link from {} sent text and is closed", remote());
    close(StatusCode.BAD_DATA, "binary frames only");
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    LOG.debug("link from {} failed: {}", remote(), cause.toString());
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    forget();
    callback.succeed();
  }

  /** Whether gossip has come in on it: such a link is told no status. */
  boolean isPeer() {
    return isPeer;
  }

  void markPeer() {
    isPeer = true;
  }

  /** Whether it wants to be told of changes. */
  boolean isWatching() {
    return isWatching;
  }

  void watch(boolean isOn) {
    isWatching = isOn;
  }

  /** The front end at the other end has told its name. */
  void isOf(String name) {
    frontEnd = name;
  }

  /** Empty until it was told, and for a peer. */
  String frontEnd() {
    return frontEnd;
  }

  void countCall() {
    calls.increment();
  }

  /** That came in on it. */
  long calls() {
    return calls.sum();
  }

  @Override
  public void isOverfull() {
    LOG.warn("link from {} reads too slowly and is cut off", remote());
    cut();
  }

  @Override
  public void failed(Throwable cause) {
    LOG.debug("link from {} took no frame: {}", remote(), cause.toString());
    cut();
  }

  @Override
  public void send(List<? extends LinkMessage> messages) {
    sender.send(messages);
  }

  /** Says farewell; what still waited to be sent is dropped. */
  void close(int status, String reason) {
    forget();
    session.close(status, reason, Callback.NOOP);
  }

  /** Ends the connection without a farewell. */
  void cut() {
    forget();
    session.disconnect();
  }

  private void forget() {
    sender.close();
    owner.forget(this);
  }

  private String remote() {
    return String.valueOf(session.getRemoteSocketAddress());
  }
}
