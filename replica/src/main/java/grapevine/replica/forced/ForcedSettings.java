package grapevine.replica.forced;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * How the log of forced commands behaves.
 *
 * @param group the same at all members of a cluster
 * @param electionMin without a word from the leader for this long a voter may stand for election
 * @param electionMax a leader that a majority did not answer for this long steps down
 * @param firstElection how long a voter that has just started waits for a leader: once to three
 *     times this, so that those that start together do not stand together
 * @param grace without a leader for this long there is no majority
 * @param proposalWait a proposal that no leader could be given for this long is dropped
 * @param proposalRepeat a proposal not seen committed for this long is handed to the leader again
 * @param proposalLife a proposal not seen committed for this long is given up
 * @param proposalsMax so many proposals wait here at most
 * @param markerEvery after so many entries the log may be cut
 * @param kept so many entries stay when it is cut, for members that were away for a moment
 * @param segmentBytes the size of a file of the log
 */
public record ForcedSettings(
    UUID group,
    Duration electionMin,
    Duration electionMax,
    Duration firstElection,
    Duration grace,
    Duration proposalWait,
    Duration proposalRepeat,
    Duration proposalLife,
    int proposalsMax,
    int markerEvery,
    int kept,
    int segmentBytes) {
  /** Of a message that {@link ForcedTransport} carries. */
  public static final int MESSAGE_BYTES_MAX = 1 << 20;

  /** Of one command. */
  public static final int COMMAND_BYTES_MAX = 256 << 10;

  public ForcedSettings {
    if (electionMin.compareTo(electionMax) >= 0) {
      throw new IllegalArgumentException("electionMin is less than electionMax");
    }
    if (markerEvery < 1 || kept < 1 || segmentBytes < MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "at least one entry between markers, one kept, and a message in a segment");
    }
  }

  /**
   * For a few commands a second on a machine that is busy: a stall of 0.4 s elects nobody.
   *
   * @param cluster any text that is the same at all members
   */
  public static ForcedSettings standard(String cluster) {
    return new ForcedSettings(
        UUID.nameUUIDFromBytes(("grapevine forced " + cluster).getBytes(StandardCharsets.UTF_8)),
        Duration.ofMillis(400),
        Duration.ofMillis(700),
        Duration.ofMillis(200),
        Duration.ofMillis(1000),
        Duration.ofMillis(1500),
        Duration.ofMillis(500),
        Duration.ofSeconds(5),
        1024,
        10_000,
        5_000,
        1 << 20);
  }

  /** How long an answer of a peer is waited for: heartbeats must go on when one is lost. */
  Duration answerWait() {
    return electionMin.dividedBy(2);
  }
}
