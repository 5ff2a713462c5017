package grapevine.frontend.api;

import grapevine.common.Sha256;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The pages that every front end serves, from the folder {@code web} of this jar. What is not there
 * is not served. Scripts, styles and pictures come from this front end alone; calls go to any, so
 * that a page outlives its front end (ADR 19). Browsers ask each time whether what they keep is
 * still right: after an upgrade no page is put together of old and new parts.
 */
final class WebPages {
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self' http: https:; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  /** By path; each is a file of the same name with .html. */
  private static final Map<String, String> PAGES =
      Map.of("/kitchen", "kitchen.html", "/courier", "courier.html", "/cluster", "cluster.html");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** What was read, by file name. */
  private final Map<String, Asset> files = new TreeMap<>();

  /**
   * @param tag says which version of the file this is
   */
  private record Asset(Reply reply, String tag) {}

  void addTo(Router router) {
    router.getOpen("/", this::home);
    PAGES.forEach((path, file) -> router.getOpen(path, request -> done(page(file, request))));
    // Browsers ask for it by themselves, whatever they show.
    router.getOpen("/favicon.ico", request -> done(fresh(asset("icon.svg"), request)));
    router.getOpen("/assets/{file}", request -> done(part(request.capture(0), request)));
  }

  /** A page has one address only, where it comes with its policy. */
  private Reply part(String file, ApiRequest request) {
    if (file.endsWith(".html")) {
      throw Problem.of(ProblemCode.NOT_FOUND).refused();
    }
    return fresh(asset(file), request);
  }

  /** Browsers get the page, programs a word of welcome. */
  private CompletableFuture<Reply> home(ApiRequest request) {
    boolean isBrowser = request.header("Accept").orElse("").contains("text/html");
    Reply reply = isBrowser ? page("index.html", request) : Reply.json(200, welcome());
    return done(reply.with("Vary", "Accept"));
  }

  private static CompletableFuture<Reply> done(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }

  private Reply page(String file, ApiRequest request) {
    return fresh(asset(file), request)
        .with("Content-Security-Policy", CONTENT_POLICY)
        .with("Referrer-Policy", "no-referrer");
  }

  private static Reply fresh(Asset asset, ApiRequest request) {
    boolean isKept =
        request.headerLines("If-None-Match").stream().anyMatch(kept -> kept.contains(asset.tag));
    return (isKept ? Reply.empty(304) : asset.reply)
        .with("ETag", asset.tag)
        .with("Cache-Control", "no-cache");
  }

  private synchronized Asset asset(String file) {
    return files.computeIfAbsent(file, WebPages::read);
  }

  private static Asset read(String file) {
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    // A name with a slash cannot come here: it would be two segments. Encoded ones can.
    if (type == null || !file.matches("[a-z0-9-]+\\.[a-z]+")) {
      throw Problem.of(ProblemCode.NOT_FOUND).refused();
    }
    try (InputStream found = WebPages.class.getResourceAsStream("/web/" + file)) {
      if (found == null) {
        throw Problem.of(ProblemCode.NOT_FOUND).refused();
      }
      byte[] content = found.readAllBytes();
      String digest = HexFormat.of().formatHex(Sha256.newDigest().digest(content), 0, 16);
      return new Asset(Reply.of(200, type, content), '"' + digest + '"');
    } catch (IOException e) {
      throw new UncheckedIOException("a page in this jar cannot be read", e);
    }
  }

  private static Map<String, String> welcome() {
    Map<String, String> welcome = new LinkedHashMap<>();
    welcome.put("name", "Grapevine front end, API v1");
    welcome.put("restaurants", "/v1/restaurants?postcode=DH1%203LE");
    welcome.put("cluster", "/v1/cluster");
    welcome.put("contract", ContractApi.PATH);
    welcome.put("documentation", "README.md and docs/ of the project");
    return welcome;
  }
}
