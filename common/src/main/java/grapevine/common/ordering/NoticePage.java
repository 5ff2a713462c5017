package grapevine.common.ordering;

import java.util.List;

/**
 * A part of the notice board in reading order: no answer before what it answers. The first page
 * ends with the newest line; {@code nextCursor} leads to older ones and is null when there are
 * none.
 */
public record NoticePage(List<Notice> items, String nextCursor) {
  public NoticePage {
    items = List.copyOf(items);
  }
}
