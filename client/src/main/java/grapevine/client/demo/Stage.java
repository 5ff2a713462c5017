package grapevine.client.demo;

import java.nio.file.Path;
import java.util.List;
import okhttp3.HttpUrl;

/** Where the evening happens: a cluster of which a replica manager may be killed. */
public interface Stage {
  /** Two at least. */
  List<HttpUrl> frontEnds();

  /** What operators show instead of logging in. */
  String credential();

  /** Where the people keep their sessions. */
  Path folder();

  /** Without a warning, as a power cut would. */
  void kill(String replicaManager);

  void bringBack(String replicaManager);
}
