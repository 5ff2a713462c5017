package grapevine.frontend.api;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import grapevine.common.Json;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** {@code GET /openapi.json}: what this API promises, made of docs/openapi.yaml. */
final class ContractApi {
  static final String PATH = "/openapi.json";

  /** Read when first asked for: a start should not wait for it. */
  private static final class Document {
    private static final byte[] JSON = read();

    private Document() {}

    private static byte[] read() {
      try (InputStream yaml = ContractApi.class.getResourceAsStream("/openapi.yaml")) {
        return Json.bytes(new YAMLMapper().readTree(yaml));
      } catch (IOException e) {
        throw new UncheckedIOException("the contract in this jar cannot be read", e);
      }
    }
  }

  void addTo(Router router) {
    router.getOpen(
        PATH,
        request ->
            CompletableFuture.completedFuture(Reply.of(200, "application/json", Document.JSON)));
  }
}
