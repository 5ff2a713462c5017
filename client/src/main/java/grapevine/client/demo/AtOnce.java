package grapevine.client.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several who do something at the same moment. */
final class AtOnce {
  private AtOnce() {}

  /** What each got, in the order of the list. */
  static <T> List<T> all(List<Callable<T>> actions) {
    ExecutorService threads = Executors.newFixedThreadPool(actions.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(actions)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      throw StoryBroken.interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new StoryBroken(e.toString());
    } finally {
      threads.shutdownNow();
    }
  }
}
