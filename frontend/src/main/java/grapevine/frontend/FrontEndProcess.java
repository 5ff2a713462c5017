package grapevine.frontend;

import grapevine.common.HostPort;
import grapevine.common.metrics.ProcessMetrics;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.api.ClusterFeed;
import grapevine.frontend.api.LiveStreams;
import grapevine.frontend.api.PublicApi;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.cluster.ReplicaCluster;
import grapevine.frontend.http.Admission;
import grapevine.frontend.http.ApiServer;
import grapevine.frontend.http.RequestMetrics;
import grapevine.frontend.metrics.FrontEndMetrics;
import grapevine.protocol.FrontEndSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One front end, all its parts. The port is bound first; the loop outlives the last request. */
public final class FrontEndProcess {
  private final ProcessMetrics process = new ProcessMetrics();
  private final FrontEndMetrics metrics;
  private final RequestMetrics requests;
  private final ApiServer server;
  private final FrontEndLoop loop;
  private final LiveStreams streams = new LiveStreams();
  private final ClusterFeed feed;
  private final ReplicaCluster cluster;
  private final ClusterKey key;
  private final LongSupplier nowMillis;
  private final String url;

  private FrontEndProcess(
      Identity identity,
      FrontEndSettings settings,
      ReplicaCluster cluster,
      ClusterKey key,
      LongSupplier nowMillis)
      throws IOException {
    this.cluster = cluster;
    this.key = key;
    this.nowMillis = nowMillis;
    process.links(cluster.counters());
    metrics = new FrontEndMetrics(process, settings);
    requests = new RequestMetrics(process);
    server = new ApiServer(identity.listen.host(), identity.listen.port(), requests);
    server.bind();
    HostPort bound = new HostPort(identity.listen.host(), server.port());
    url = identity.publicUrl.orElseGet(() -> bound.uri("http", "").toString());
    loop = new FrontEndLoop(identity.name, url, settings, cluster, server.executor(), metrics);
    feed = new ClusterFeed(loop, identity.name, cluster::url, key, nowMillis);
  }

  /**
   * Who this front end is.
   *
   * @param publicUrl absent: the address listened on
   */
  public record Identity(String name, HostPort listen, Optional<String> publicUrl) {}

  /** Throws when it cannot listen. */
  public static FrontEndProcess start(
      Identity identity,
      FrontEndSettings settings,
      ReplicaCluster cluster,
      ClusterKey key,
      LongSupplier nowMillis)
      throws Exception {
    FrontEndProcess process = new FrontEndProcess(identity, settings, cluster, key, nowMillis);
    process.run();
    return process;
  }

  private void run() throws Exception {
    loop.observe(streams);
    loop.start();
    Admission admission = new Admission();
    metrics.admission(admission::limit, admission::underWay);
    metrics.streams(streams::count);
    server.start(
        PublicApi.router(
            loop, metrics, requests, admission, streams, feed, cluster::url, key, nowMillis),
        admission,
        loop::isFrontEnd);
  }

  public String url() {
    return url;
  }

  /** Done when the front end can serve no more. */
  public CompletableFuture<Void> ended() {
    return loop.ended();
  }

  public void stop() throws Exception {
    // Those that are under way are waited for, and these would not end.
    streams.close();
    feed.close();
    server.stop();
    loop.close();
    process.close();
  }
}
