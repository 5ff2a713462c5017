package grapevine.client.api;

/**
 * Who this client is and what it has seen: the signed guest identity, the newest causal token, and
 * the login. Each may be null. The token is opaque; several may be joined by commas.
 *
 * @param login what the front end gave when somebody logged in: whoever has it is that account
 */
public record Session(String guest, String causalToken, String login) {
  public static final Session EMPTY = new Session(null, null, null);

  public Session withGuest(String newGuest) {
    return new Session(newGuest, causalToken, login);
  }

  public Session withCausalToken(String newToken) {
    return new Session(guest, newToken, login);
  }

  public Session withLogin(String newLogin) {
    return new Session(guest, causalToken, newLogin);
  }

  /** Not what is in it, which is nobody else's. */
  @Override
  public String toString() {
    return "session of " + (login == null ? "a guest" : "an account");
  }
}
