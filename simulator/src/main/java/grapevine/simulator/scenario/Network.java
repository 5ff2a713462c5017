package grapevine.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What is on its way, in the order in which it was sent. Nothing arrives by itself: a scenario
 * delivers, drops or repeats. A cut loses what is sent from then on; what is under way may still
 * arrive.
 */
final class Network {
  private final List<Message> onTheWay = new ArrayList<>();
  private final TreeSet<String> cuts = new TreeSet<>();

  /**
   * @param text as it was told when it was sent
   */
  record Message(String from, String to, String text, Runnable delivery) {}

  boolean isCut(String from, String to) {
    return cuts.contains(from + ">" + to);
  }

  /** One way only. */
  void cut(String from, String to) {
    cuts.add(from + ">" + to);
  }

  void heal() {
    cuts.clear();
  }

  void heal(String from, String to) {
    cuts.remove(from + ">" + to);
  }

  void send(Message message) {
    if (!isCut(message.from(), message.to())) {
      onTheWay.add(message);
    }
  }

  boolean isEmpty() {
    return onTheWay.isEmpty();
  }

  Message takeFirst() {
    return onTheWay.remove(0);
  }

  /** Puts a copy behind everything else. */
  void repeat(Message message) {
    onTheWay.add(message);
  }

  /**
   * What goes from one to the other; {@code rm*} and {@code *} stand for several.
   *
   * @param only {@code first}, {@code last} or {@code all} of it
   */
  List<Message> find(String from, String to, String only) {
    List<Message> found =
        onTheWay.stream()
            .filter(message -> matches(from, message.from()) && matches(to, message.to()))
            .toList();
    int begin = only.equals("last") ? Math.max(0, found.size() - 1) : 0;
    int end = only.equals("first") ? Math.min(1, found.size()) : found.size();
    return found.subList(begin, end);
  }

  /** Of a message and its copies the oldest goes: they are alike. */
  void remove(Message message) {
    onTheWay.remove(message);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}
