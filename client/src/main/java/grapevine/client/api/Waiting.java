package grapevine.client.api;

/** Told while an answer is waited for. Called by the thread that asks. */
public interface Waiting {
  /** Tells nobody. */
  Waiting UNSEEN =
      new Waiting() {
        @Override
        public void begins(Call call) {}

        @Override
        public void pauses() {}

        @Override
        public void ends() {}
      };

  void begins(Call call);

  /** Something else is about to be said on the same screen. */
  void pauses();

  void ends();
}
