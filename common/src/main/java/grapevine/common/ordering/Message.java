package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import grapevine.common.Hash128;
import java.util.Locale;
import java.util.Optional;

/**
 * A message as it is shown.
 *
 * @param about the order or, of a broadcast, the restaurant; null when it is about neither
 * @param role of the author in this thread, in lower case
 * @param at RFC 3339
 * @param read null, and not shown, where nobody's inbox is looked at
 */
public record Message(
    String id,
    ThreadKind kind,
    String about,
    String from,
    String role,
    String text,
    String at,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean read) {
  private static final String PREFIX = "m-";

  public static Message of(Hash128 callId, Operation.PostMessage facts) {
    return new Message(
        idOf(callId),
        facts.kind(),
        facts.about(),
        facts.by().shownName(),
        facts.as().name().toLowerCase(Locale.ROOT),
        facts.text(),
        Rfc3339.ofMillis(facts.atMillis()),
        null);
  }

  /** In an inbox. */
  public Message seenAs(boolean isRead) {
    return new Message(id, kind, about, from, role, text, at, isRead);
  }

  public static String idOf(Hash128 callId) {
    return PREFIX + callId.base32();
  }

  /** The call id inside; empty when no message can have this id. */
  public static Optional<Hash128> parseId(String id) {
    return id.startsWith(PREFIX)
        ? Hash128.parseBase32(id.substring(PREFIX.length()))
        : Optional.empty();
  }
}
