package grapevine.common.ordering;

import java.util.List;

/**
 * A part of a thread or an inbox in reading order: no answer before its question. The first page
 * ends with the newest message; {@code nextCursor} leads to older ones and is null when there are
 * none.
 */
public record MessagePage(List<Message> items, String nextCursor) {
  public MessagePage {
    items = List.copyOf(items);
  }
}
