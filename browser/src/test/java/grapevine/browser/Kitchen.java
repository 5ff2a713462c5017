package grapevine.browser;

/** The restaurant's owner, who works with the API. */
final class Kitchen {
  private static final String NAME = "Stack Yard";

  private final String frontEnd;
  private final String[] session;

  private Kitchen(String frontEnd, String[] session) {
    this.frontEnd = frontEnd;
    this.session = session;
  }

  /** Of the restaurant at which {@link Eating} orders. */
  static Kitchen open(String frontEnd) {
    Working.owner(frontEnd, NAME);
    return new Kitchen(frontEnd, Working.session(frontEnd, NAME));
  }

  /** A command of the restaurant, such as accept. */
  void does(String command, String orderId) {
    Working.move(frontEnd, orderId, command, session);
  }

  void writes(String text, String orderId) {
    Working.write(frontEnd, orderId, text, session);
  }
}
