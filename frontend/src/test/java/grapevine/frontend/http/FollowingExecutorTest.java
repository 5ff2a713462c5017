package grapevine.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowingExecutorTest {
  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final FollowingExecutor executor = new FollowingExecutor(threads);
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    threads.start();
  }

  @AfterEach
  void stop() throws Exception {
    threads.stop();
  }

  @Test
  void what_a_task_executes_follows_it_in_order_on_the_same_thread() {
    CompletableFuture<Thread> first = new CompletableFuture<>();
    CompletableFuture<Thread> last = new CompletableFuture<>();
    executor.begin(
        () -> {
          executor.execute(
              () -> {
                ran.add("second");
                executor.execute(() -> last.complete(Thread.currentThread()));
              });
          executor.execute(() -> ran.add("third"));
          ran.add("first");
          first.complete(Thread.currentThread());
        });

    assertThat(last.join()).isSameAs(first.join());
    assertThat(ran).containsExactly("first", "second", "third");
  }

  @Test
  void a_task_that_fails_takes_none_of_the_following_with_it() {
    CompletableFuture<Boolean> followed = new CompletableFuture<>();
    executor.begin(
        () -> {
          executor.execute(() -> followed.complete(true));
          throw new IllegalStateException("on purpose");
        });

    assertThat(followed.join()).isTrue();
  }

  @Test
  void elsewhere_a_task_goes_to_the_pool() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    executor.execute(() -> thread.complete(Thread.currentThread()));

    assertThat(thread.join()).isNotSameAs(Thread.currentThread());
  }
}
