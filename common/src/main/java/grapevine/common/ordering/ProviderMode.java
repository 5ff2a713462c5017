package grapevine.common.ordering;

/** What a replica manager makes of providers of open data. */
public enum ProviderMode {
  /** Nobody is asked: what is built in, and what the cluster was told before. */
  OFFLINE,
  /** They are asked, and what is built in stands in for what they have not said. */
  AUTO,
  /** They are asked, and nothing stands in for what they have not said. */
  LIVE;

  public boolean asks() {
    return this != OFFLINE;
  }

  public boolean showsBuiltIn() {
    return this != LIVE;
  }
}
