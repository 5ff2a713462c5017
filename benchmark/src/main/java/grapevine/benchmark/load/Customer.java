package grapevine.benchmark.load;

import grapevine.benchmark.http.HttpAnswer;

/**
 * What a client keeps between requests: who it is, what it has seen, and its newest order. The
 * bytes are never changed.
 */
final class Customer {
  private static final int BAD_REQUEST = 400;

  private byte[] guest;
  private byte[] token;
  private byte[] orderPath;

  byte[] guest() {
    return guest;
  }

  byte[] token() {
    return token;
  }

  byte[] orderPath() {
    return orderPath;
  }

  boolean hasOrder() {
    return orderPath != null;
  }

  /** As every client must: the newest token counts, and one that was refused is dropped. */
  void learn(HttpAnswer answer) {
    byte[] newGuest = answer.header(HttpAnswer.GRAPEVINE_GUEST);
    byte[] newToken = answer.header(HttpAnswer.CAUSAL_TOKEN);
    byte[] newOrder = answer.header(HttpAnswer.LOCATION);
    if (newGuest != null) {
      guest = newGuest;
    }
    if (newToken != null) {
      token = newToken;
    } else if (answer.status() == BAD_REQUEST) {
      token = null;
    }
    if (newOrder != null && answer.isSuccess()) {
      orderPath = newOrder;
    }
  }
}
