package grapevine.client.api;

import java.time.Duration;

/** How one try at one front end ended. */
sealed interface Attempt {

  /** A 2xx answer. */
  record Answered(Answer answer) implements Attempt {}

  /** Another front end would say the same, so it is not asked. */
  record Refused(Problem problem) implements Attempt {}

  /** The write, if it was one, was certainly not taken; another front end may answer. */
  record NotTaken(Problem problem, Duration retryAfter) implements Attempt {}

  /** The front end may have taken the write before contact was lost. */
  record Lost(Problem problem) implements Attempt {}
}
