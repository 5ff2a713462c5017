package grapevine.frontend.api;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import grapevine.common.ordering.PasswordHash;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords, which takes long on purpose: on threads of its own, and what these cannot get
 * done soon is refused at once, so that logging in never keeps orders waiting. Thread-safe.
 */
final class Passwords {
  static final int CHARS_MIN = 8;
  static final int CHARS_MAX = 200;

  /** What may wait: less than a second's work. */
  private static final int WAITING_MAX = 8;

  // What OWASP recommends; a hash says with what it was made, so these may be changed.
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final long IDLE_SECONDS = 30;

  private final SecureRandom random = new SecureRandom();
  private final ThreadPoolExecutor threads;

  /** Made of nothing anybody knows, for names without an account. */
  private final PasswordHash nobodys;

  Passwords() {
    int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> {
              Thread thread = new Thread(task, "passwords");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    byte[] noHash = new byte[HASH_BYTES];
    random.nextBytes(noHash);
    nobodys = written(salt(), noHash);
  }

  /** Refuses what is too short or too long. */
  static String require(String password) {
    int chars = password == null ? 0 : password.codePointCount(0, password.length());
    if (chars < CHARS_MIN || chars > CHARS_MAX) {
      throw new IllegalArgumentException(
          "password must have " + CHARS_MIN + " to " + CHARS_MAX + " characters");
    }
    return password;
  }

  CompletableFuture<PasswordHash> hash(String password) {
    return run(() -> new PasswordHash(function().hash(bytes(password), salt()).getResult()));
  }

  /**
   * @param hash empty when there is nothing to compare with: takes as long, and is never right
   */
  CompletableFuture<Boolean> isRight(String password, Optional<PasswordHash> hash) {
    String compared = hash.orElse(nobodys).text();
    return run(
        () ->
            Argon2Function.getInstanceFromHash(compared).check(text(password), compared)
                && hash.isPresent());
  }

  private <T> CompletableFuture<T> run(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      throw Problem.of(ProblemCode.OVERLOADED).refused();
    }
  }

  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
  }

  private static PasswordHash written(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                MEMORY_KIB,
                ITERATIONS,
                PARALLELISM,
                base64.encodeToString(salt),
                base64.encodeToString(hash)));
  }

  private byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private static byte[] bytes(String password) {
    return text(password).getBytes(StandardCharsets.UTF_8);
  }

  /** Keyboards differ in how they write one letter. */
  private static String text(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC);
  }
}
