package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.Notice;
import grapevine.common.ordering.NoticePage;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.ReviewPage;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.client.TokenHolder.Deed;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is written for everybody: notices, each of which is listed once, and reviews of one order,
 * of which the newest counts.
 */
final class Board {
  private static final String RESTAURANT = "dh1-3le-burger";
  private static final String ORDER = CanonicalHash.orderId(CanonicalHash.callId("board", "order"));

  /** So that the list fits a page. */
  private static final int NOTICES_MAX = Query.MAX_LIMIT;

  private final TreeSet<String> acknowledged = new TreeSet<>();
  // By reader: the notices that he knows of.
  private final TreeMap<String, TreeSet<String>> known = new TreeMap<>();
  // By writer: his reviews that are there for certain, each written when he knew of those before.
  private final TreeMap<String, TreeSet<Integer>> reviews = new TreeMap<>();
  private int notices;
  private int reviewsAsked;

  void act(TokenHolder by, Runnable then) {
    int choice = by.dice().between(0, 3);
    if (choice == 0 && notices < NOTICES_MAX) {
      post(by, then);
    } else if (choice == 1) {
      list(by, then);
    } else if (choice == 2) {
      review(by, then);
    } else {
      readReviews(by, then);
    }
  }

  private static Author author(TokenHolder by) {
    return new Author(by.name, by.name, by.name);
  }

  private void post(TokenHolder by, Runnable then) {
    String text = "notice " + ++notices;
    Hash128 hash = CanonicalHash.callId(by.name, text);
    String id = Notice.idOf(hash);
    by.update(
        new Deed(hash, atMillis -> new Operation.PostNotice(author(by), text, atMillis)),
        isDone -> {
          if (isDone) {
            acknowledged.add(id);
            knownTo(by).add(id);
          }
          then.run();
        });
  }

  private TreeSet<String> knownTo(TokenHolder reader) {
    return known.computeIfAbsent(reader.name, name -> new TreeSet<>());
  }

  private void list(TokenHolder by, Runnable then) {
    by.ask(
        notices(),
        answer -> {
          answer.ifPresent(
              found -> {
                TreeSet<String> shown = requireOnce(found);
                requireShown(by.name, knownTo(by), shown);
                knownTo(by).addAll(shown);
              });
          then.run();
        });
  }

  private static Query notices() {
    return new Query.ListNotices(Query.MAX_LIMIT, null);
  }

  private static TreeSet<String> requireOnce(Answer answer) {
    NoticePage page = ((Answer.FoundNotices) answer).page();
    TreeSet<String> shown = new TreeSet<>();
    for (Notice notice : page.items()) {
      if (!shown.add(notice.id())) {
        throw new InvariantViolated("shown-twice", notice + " twice on the board");
      }
    }
    return shown;
  }

  private static void requireShown(String to, TreeSet<String> owed, TreeSet<String> shown) {
    if (!shown.containsAll(owed)) {
      throw new InvariantViolated(
          "lost-notice", to + " is shown " + shown + " and knows of " + owed);
    }
  }

  private void review(TokenHolder by, Runnable then) {
    int number = ++reviewsAsked;
    Hash128 hash = CanonicalHash.callId(by.name, "review " + number);
    by.update(
        new Deed(
            hash,
            atMillis ->
                new Operation.WriteReview(
                    ORDER, RESTAURANT, author(by), 1 + number % 5, "" + number, atMillis)),
        isDone -> {
          if (isDone) {
            reviewsOf(by.name).add(number);
          }
          then.run();
        });
  }

  private TreeSet<Integer> reviewsOf(String name) {
    return reviews.computeIfAbsent(name, writer -> new TreeSet<>());
  }

  private void readReviews(TokenHolder by, Runnable then) {
    by.ask(
        reviews(),
        answer -> {
          answer.ifPresent(found -> requireNewest(by.name, found));
          then.run();
        });
  }

  private static Query reviews() {
    return new Query.ListReviews(RESTAURANT, Query.MAX_LIMIT, null);
  }

  /** One review; and none of his own that he has replaced. */
  private void requireNewest(String reader, Answer answer) {
    ReviewPage page = ((Answer.FoundReviews) answer).page();
    TreeSet<Integer> own = reviewsOf(reader);
    List<ReviewPage.Item> shown = page.items();
    if (shown.size() > 1 || (shown.isEmpty() && !own.isEmpty())) {
      throw new InvariantViolated("one-review", reader + " is shown " + page);
    }
    boolean isReplaced =
        shown.stream()
            .filter(review -> review.by().equals(reader))
            .map(review -> Integer.valueOf(review.text()))
            .anyMatch(number -> own.contains(number) && own.last() > number);
    if (isReplaced) {
      throw new InvariantViolated(
          "old-review", reader + " wrote " + own + " and is shown " + shown);
    }
  }

  int written() {
    return notices + reviewsAsked;
  }

  void inspect(Witnesses witnesses) {
    requireShown("everybody in the end", acknowledged, requireOnce(witnesses.all(notices())));
    Answer newest = witnesses.all(reviews());
    reviews.keySet().forEach(writer -> requireNewest(writer, newest));
  }
}
