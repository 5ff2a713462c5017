package grapevine.client.api;

/**
 * Who this client is and what it has seen: the signed guest identity and the newest causal token.
 * Either may be null before the first answer. The token is opaque; several may be joined by commas.
 */
public record Session(String guest, String causalToken) {
  public static final Session EMPTY = new Session(null, null);

  public Session withGuest(String newGuest) {
    return new Session(newGuest, causalToken);
  }

  public Session withCausalToken(String newToken) {
    return new Session(guest, newToken);
  }
}
