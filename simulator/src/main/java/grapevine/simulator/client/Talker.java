package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.Message;
import grapevine.common.ordering.MessagePage;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.ThreadKind;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.Viewer;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.client.TokenHolder.Deed;
import grapevine.simulator.world.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Somebody who asks others, answers what they asked, and marks as read what was shown. What he was
 * told is there, and what he was shown, he is shown again.
 */
final class Talker {
  private static final long THINK_MICROS = 400 * Timeline.MILLI;

  /** So that every list fits a page. */
  private static final int WRITTEN_MAX = 30;

  final TokenHolder self;
  private final Talk talk;
  private final Board board;
  private final List<Talker> all;
  // By partner: the messages between the two that I know of.
  private final TreeMap<String, TreeSet<String>> known = new TreeMap<>();
  private final TreeSet<String> received = new TreeSet<>();
  private final TreeSet<String> read = new TreeSet<>();
  private final TreeSet<String> perhapsRead = new TreeSet<>();
  private final TreeSet<String> answered = new TreeSet<>();
  private int written;
  private boolean isIdle = true;

  /**
   * @param all who talk, this one among them when all are there
   */
  Talker(TokenHolder self, Talk talk, Board board, List<Talker> all) {
    this.self = self;
    this.talk = talk;
    this.board = board;
    this.all = all;
  }

  void think() {
    isIdle = true;
    self.after(THINK_MICROS, this::act);
  }

  void end() {
    self.end();
  }

  boolean isIdle() {
    return isIdle;
  }

  private void act() {
    if (self.isOver()) {
      return;
    }
    isIdle = false;
    int choice = self.dice().between(0, 99);
    if (choice < 45) {
      readInbox();
    } else if (choice < 60 && written < WRITTEN_MAX) {
      write(someOther(), Optional.empty(), this::think);
    } else if (choice < 75) {
      readConversation(someOther(), this::think);
    } else if (choice < 85) {
      lookWithoutToken();
    } else {
      board.act(self, this::think);
    }
  }

  private String someOther() {
    return self.dice().pick(all.stream().filter(other -> other != this).toList()).self.name;
  }

  private Author author() {
    return new Author(self.name, self.name, self.name);
  }

  private Viewer viewer() {
    return new Viewer(self.name, self.name, Role.CUSTOMER);
  }

  private void write(String to, Optional<String> question, Runnable then) {
    Hash128 hash = CanonicalHash.callId(self.name, "message " + ++written);
    String id = Message.idOf(hash);
    talk.add(new Talk.Said(id, self.name, to, question));
    self.update(
        new Deed(hash, atMillis -> message(to, "re " + question.orElse("nothing"), atMillis)),
        isDone -> {
          if (isDone) {
            knownOf(to).add(id);
          }
          then.run();
        });
  }

  private Operation message(String to, String text, long atMillis) {
    return new Operation.PostMessage(
        ThreadKind.DIRECT,
        Threads.between(self.name, to),
        Threads.inboxOf(to),
        null,
        author(),
        Role.CUSTOMER,
        text,
        atMillis);
  }

  private TreeSet<String> knownOf(String other) {
    return known.computeIfAbsent(other, name -> new TreeSet<>());
  }

  private void readInbox() {
    self.ask(
        new Query.ListMessages(viewer(), true, Query.MAX_LIMIT, null),
        answer -> {
          if (answer.isEmpty()) {
            think();
            return;
          }
          List<Message> unread = requireUnread(page(answer.get()));
          if (unread.isEmpty()) {
            think();
          } else if (self.dice().chance(0.5)) {
            markRead(unread);
          } else {
            answerOneOf(unread);
          }
        });
  }

  /** What was shown and not marked is there still; what was marked is gone. */
  private List<Message> requireUnread(MessagePage page) {
    TreeSet<String> shown = talk.requireReadingOrder(self.name, page.items(), false);
    TreeSet<String> owed = new TreeSet<>(received);
    owed.removeAll(perhapsRead);
    Talk.requireShown(self.name + "'s inbox", owed, shown);
    page.items().forEach(this::received);
    TreeSet<String> again = new TreeSet<>(read);
    again.retainAll(shown);
    if (!again.isEmpty()) {
      throw new InvariantViolated("unread-again", self.name + " has read " + again);
    }
    return page.items();
  }

  private void received(Message message) {
    received.add(message.id());
    knownOf(talk.of(message).from()).add(message.id());
  }

  private void markRead(List<Message> unread) {
    List<String> ids = unread.stream().map(Message::id).toList();
    perhapsRead.addAll(ids);
    Hash128 hash = CanonicalHash.callId(self.name, "read " + ids);
    self.update(
        new Deed(hash, at -> new Operation.MarkRead(Threads.inboxOf(self.name), ids, at)),
        isDone -> {
          if (isDone) {
            read.addAll(ids);
          }
          think();
        });
  }

  private void answerOneOf(List<Message> unread) {
    Message question = self.dice().pick(unread);
    if (written < WRITTEN_MAX && answered.add(question.id())) {
      write(talk.of(question).from(), Optional.of(question.id()), this::think);
    } else {
      think();
    }
  }

  private void readConversation(String other, Runnable then) {
    self.ask(
        new Query.ListConversation(self.name, other, Query.MAX_LIMIT, null),
        answer -> {
          answer.ifPresent(
              found -> {
                MessagePage page = page(found);
                TreeSet<String> shown = talk.requireReadingOrder(self.name, page.items(), true);
                Talk.requireShown(self.name, knownOf(other), shown);
                knownOf(other).addAll(shown);
                page.items().stream()
                    .filter(message -> talk.of(message).to().equals(self.name))
                    .forEach(this::received);
              });
          then.run();
        });
  }

  /** Whoever shows an answer shows its question, also to somebody who has seen nothing. */
  private void lookWithoutToken() {
    self.look(
        new Query.ListConversation(self.name, someOther(), Query.MAX_LIMIT, null),
        answer -> talk.requireReadingOrder(self.name + ", new here,", page(answer).items(), true),
        this::think);
  }

  private static MessagePage page(Answer answer) {
    MessagePage page = ((Answer.FoundMessages) answer).page();
    if (page.nextCursor() != null) {
      throw new IllegalStateException("more messages than fit a page");
    }
    return page;
  }

  void settle(Runnable whenDone) {
    self.healed();
    isIdle = false;
    self.ask(
        new Query.ListMessages(viewer(), true, Query.MAX_LIMIT, null),
        answer -> {
          requireUnread(page(answer.orElseThrow()));
          readConversation(
              someOther(),
              () -> {
                isIdle = true;
                whenDone.run();
              });
        });
  }

  void inspect(Witnesses witnesses) {
    for (Talker other : all) {
      if (other != this) {
        Query query = new Query.ListConversation(self.name, other.self.name, 100, null);
        List<Message> shown = page(witnesses.all(query)).items();
        TreeSet<String> ids = talk.requireReadingOrder("everybody", shown, true);
        Talk.requireShown("in the end " + self.name, knownOf(other.self.name), ids);
        other.requireReceived(witnesses, knownOf(other.self.name));
      }
    }
    Query unread = new Query.ListMessages(viewer(), true, Query.MAX_LIMIT, null);
    requireUnread(page(witnesses.all(unread)));
  }

  /** What somebody was told is there waits in its receiver's inbox. */
  private void requireReceived(Witnesses witnesses, TreeSet<String> ids) {
    Query query = new Query.ListMessages(viewer(), false, Query.MAX_LIMIT, null);
    List<Message> inbox = page(witnesses.all(query)).items();
    TreeSet<String> shown = talk.requireReadingOrder("everybody", inbox, false);
    TreeSet<String> owed = new TreeSet<>();
    ids.stream().filter(id -> talk.isTo(id, self.name)).forEach(owed::add);
    Talk.requireShown("in the end " + self.name + "'s inbox", owed, shown);
  }

  int markedAsRead() {
    return read.size();
  }
}
