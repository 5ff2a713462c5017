package grapevine.common.ordering;

import java.util.List;

/**
 * A restaurant's reviews, newest first; {@code nextCursor} is null on the last page.
 *
 * @param rating the average to one decimal, null while there are none
 * @param reviewCount of how many; those written longest ago are no longer counted when there are
 *     very many
 */
public record ReviewPage(
    String restaurantId, Double rating, int reviewCount, List<Item> items, String nextCursor) {
  public ReviewPage {
    items = List.copyOf(items);
  }

  /** Whose order it was is nobody's business. */
  public record Item(int stars, String text, String by, String at) {
    public static Item of(Review review) {
      return new Item(review.stars(), review.text(), review.by(), review.at());
    }
  }
}
