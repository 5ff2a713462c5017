package grapevine.common.codec;

/**
 * The bounds of everything that is encoded, the same for writer and reader: what was written can be
 * read.
 */
public final class WireLimits {
  public static final int MEMBERS_MAX = 256;
  public static final int RECORDS_MAX = 16_384;
  public static final int PAYLOAD_BYTES_MAX = 4 << 20;
  public static final int FRONT_ENDS_MAX = 256;

  /** Keys of changed rows: of one row there are three at most. */
  public static final int CHANGES_MAX = 4096 + 2;

  /** Names and URLs. */
  public static final int TEXT_BYTES_MAX = 1024;

  private WireLimits() {}
}
