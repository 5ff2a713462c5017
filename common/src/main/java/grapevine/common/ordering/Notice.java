package grapevine.common.ordering;

import grapevine.common.Hash128;

/** A line on the notice board; {@code at} is RFC 3339. */
public record Notice(String id, String text, String by, String at) {
  private static final String PREFIX = "n-";

  public static Notice of(Hash128 callId, Operation.PostNotice facts) {
    return new Notice(
        idOf(callId), facts.text(), facts.by().shownName(), Rfc3339.ofMillis(facts.atMillis()));
  }

  public static String idOf(Hash128 callId) {
    return PREFIX + callId.base32();
  }
}
