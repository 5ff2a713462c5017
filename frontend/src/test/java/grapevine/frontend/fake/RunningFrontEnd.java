package grapevine.frontend.fake;

import static org.awaitility.Awaitility.await;

import grapevine.common.HostPort;
import grapevine.common.ordering.Role;
import grapevine.common.security.ClusterKey;
import grapevine.common.security.Session;
import grapevine.common.security.SessionSigner;
import grapevine.frontend.FrontEndProcess;
import grapevine.frontend.contract.ContractInterceptor;
import grapevine.frontend.contract.Coverage;
import grapevine.protocol.FrontEndSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real front end on a free port in front of a fake cluster, for one test; and a client that sends
 * what it is told to, and fails where the exchange is not as docs/openapi.yaml says.
 */
public final class RunningFrontEnd implements BeforeEachCallback, AfterEachCallback {
  public static final ClusterKey KEY = ClusterKey.of("a key for tests, long enough");
  public static final MediaType JSON = MediaType.get("application/json");

  private static final List<String> REPLICAS = List.of("rm1", "rm2", "rm3");

  private final Coverage coverage = new Coverage();
  private final OkHttpClient http =
      new OkHttpClient.Builder().addInterceptor(new ContractInterceptor(coverage)).build();
  private final AtomicLong nowMillis = new AtomicLong(1_800_000_000_000L);
  private FakeCluster cluster;
  private FrontEndProcess process;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    cluster = new FakeCluster(REPLICAS);
    FrontEndProcess.Identity identity =
        new FrontEndProcess.Identity("fe1", new HostPort("127.0.0.1", 0), Optional.empty());
    process =
        FrontEndProcess.start(
            identity,
            FrontEndSettings.standard(REPLICAS, 2),
            cluster,
            KEY,
            nowMillis::incrementAndGet);
    await().until(() -> get("/readyz").status() == 200);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Coverage.class, first -> new Coverage(), Coverage.class)
        .addAll(coverage);
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
    process.stop();
  }

  public FakeCluster cluster() {
    return cluster;
  }

  /** Which operations were called in this test, and how they ended. */
  public Coverage coverage() {
    return coverage;
  }

  public AtomicLong clock() {
    return nowMillis;
  }

  public String url() {
    return process.url();
  }

  public int port() {
    return HostPort.parse(process.url().substring("http://".length())).port();
  }

  /** The value of the header Authorization of somebody who has logged in. */
  public String bearer(String accountId, Role role) {
    Session session =
        new Session(
            "s-" + accountId,
            accountId,
            accountId,
            role,
            accountId,
            nowMillis.get(),
            nowMillis.get() + SessionSigner.LIFETIME_MILLIS);
    return bearer(session);
  }

  /** Of an account that there is from now on. */
  public String bearer(Session session) {
    cluster.signUp(session);
    return "Bearer " + new SessionSigner(KEY).sign(session);
  }

  public HttpAnswer get(String path, String... headers) {
    return send(request(path, headers).build());
  }

  public HttpAnswer post(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .post(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON))
            .build());
  }

  public HttpAnswer send(Request request) {
    return HttpAnswer.of(http.newCall(request));
  }

  /** An answer that goes on: to be closed by who asked. */
  public Response stream(String path, String... headers) throws IOException {
    return stream(request(path, headers).build());
  }

  /** The same, of any request. */
  public Response stream(Request request) throws IOException {
    return http.newCall(request).execute();
  }

  /**
   * @param headers names and values in turn
   */
  public Request.Builder request(String path, String... headers) {
    Request.Builder request = new Request.Builder().url(process.url() + path);
    for (int i = 0; i < headers.length; i += 2) {
      request.addHeader(headers[i], headers[i + 1]);
    }
    return request;
  }
}
