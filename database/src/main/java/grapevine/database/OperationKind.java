package grapevine.database;

/** What an executed operation is to those who look rows up. The numbers are on disk. */
enum OperationKind {
  ORDER(0, "order"),
  ORDER_EVENT(1, "order_event"),
  /** Of no meaning here; kept, so that every replica counts it alike. */
  IGNORED(2, "ignored"),
  /** What forced updates decided: see {@link Fact}. */
  FACT(3, "fact"),
  NOTICE(10, "notice"),
  MESSAGE(11, "message"),
  MESSAGES_READ(12, "messages_read"),
  REVIEW(13, "review"),
  DISH_ADDED(20, "dish_added"),
  DISH_EDITED(21, "dish_edited"),
  DISH_SWITCHED(22, "dish_switched"),
  HOURS(23, "hours"),
  PAUSE(24, "pause"),
  TERMS(25, "terms"),
  FAVOURITE(26, "favourite"),
  AREA_WANTED(30, "area_wanted"),
  POSTCODE_WANTED(31, "postcode_wanted"),
  AREA_LOADED(32, "area_loaded"),
  RESTAURANT_FOUND(33, "restaurant_found"),
  POSTCODE_RESOLVED(34, "postcode_resolved"),
  PROVIDER_SILENCED(35, "provider_silenced"),
  RATINGS_WANTED(36, "ratings_wanted"),
  RATINGS_LOADED(37, "ratings_loaded");

  private static final OperationKind[] KINDS = values();

  private final int number;

  /** Part of every digest: never to change. */
  private final String label;

  OperationKind(int number, String label) {
    this.number = number;
    this.label = label;
  }

  long number() {
    return number;
  }

  String label() {
    return label;
  }

  /** A number that nothing has here is of no meaning here. */
  static OperationKind of(long number) {
    for (OperationKind kind : KINDS) {
      if (kind.number == number) {
        return kind;
      }
    }
    return IGNORED;
  }
}
