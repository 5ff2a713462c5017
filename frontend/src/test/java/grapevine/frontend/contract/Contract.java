package grapevine.frontend.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** docs/openapi.yaml: which operations there are, and where. Immutable. */
public final class Contract {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "patch", "options", "head", "trace");
  private static final Contract SHIPPED = new Contract(read());

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Schemas schemas;

  private Contract(JsonNode document) {
    this.document = document;
    this.schemas = new Schemas(document);
    Part paths = new Part(document, "", document).child("paths");
    for (String path : paths.names()) {
      Part item = paths.child(path);
      for (String method : METHODS) {
        if (item.has(method)) {
          operations.add(new Operation(method.toUpperCase(Locale.ROOT), path, item));
        }
      }
    }
  }

  /** The one in the front end's jar. */
  public static Contract shipped() {
    return SHIPPED;
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  Part root() {
    return new Part(document, "", document);
  }

  Schemas schemas() {
    return schemas;
  }

  /** A HEAD is answered like a GET. */
  Optional<Operation> find(String method, HttpUrl url) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return at(url).stream()
        .filter(operation -> operation.method().equals(asked))
        .filter(operation -> !(method.equals("HEAD") && operation.isStream()))
        .findFirst();
  }

  /** All methods of the path; a literal path counts before one with names in braces. */
  List<Operation> at(HttpUrl url) {
    Optional<String> path =
        operations.stream()
            .filter(operation -> operation.captures(url).isPresent())
            .map(Operation::path)
            .min(Comparator.comparingLong(found -> found.chars().filter(c -> c == '{').count()));
    return operations.stream()
        .filter(operation -> path.filter(operation.path()::equals).isPresent())
        .toList();
  }

  private static JsonNode read() {
    try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
