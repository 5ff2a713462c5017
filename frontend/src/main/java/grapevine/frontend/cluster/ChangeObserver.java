package grapevine.frontend.cluster;

import grapevine.common.link.LinkMessage;

/** Hears what replica managers tell of changes, on the loop's thread: must not block. */
public interface ChangeObserver {
  ChangeObserver NONE =
      new ChangeObserver() {
        @Override
        public boolean isWatching() {
          return false;
        }

        @Override
        public void changed(LinkMessage.Changes changes) {}
      };

  /** Whether replica managers are to tell anything. */
  boolean isWatching();

  void changed(LinkMessage.Changes changes);
}
