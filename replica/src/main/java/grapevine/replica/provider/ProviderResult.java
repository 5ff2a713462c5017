package grapevine.replica.provider;

/** What became of a question to a provider. */
public sealed interface ProviderResult<T> {
  record Found<T>(T value) implements ProviderResult<T> {}

  /** The provider answered well, and it has no such thing. */
  record NotThere<T>(Absence reason) implements ProviderResult<T> {}

  /**
   * No answer to build on: what was known before stays.
   *
   * @param retryAfterMillis how long a next call is surely too early; 0 when nobody knows
   */
  record Failed<T>(FailureReason reason, long retryAfterMillis) implements ProviderResult<T> {}

  enum Absence {
    UNKNOWN,
    /** Not even a possible postcode, says the provider. */
    MALFORMED
  }

  static <T> ProviderResult<T> failed(FailureReason reason) {
    return new Failed<>(reason, 0);
  }
}
