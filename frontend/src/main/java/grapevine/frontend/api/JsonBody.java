package grapevine.frontend.api;

import grapevine.common.Json;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads request bodies: declared as JSON, strict UTF-8, plain text in every string, exactly the
 * fields of the type.
 */
final class JsonBody {
  private static final String USUAL_MEDIA_TYPE = "application/json";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?");

  private JsonBody() {}

  static <T> T read(ApiRequest request, Class<T> type) {
    if (!isDeclaredAsJson(request.header("Content-Type").orElse(""))) {
      throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE).refused();
    }
    if (!PlainText.isPlainAscii(request.body())) {
      PlainText.requireIn(decode(request.body()));
    }
    return Json.read(request.body(), type);
  }

  /** For commands whose body may be left out altogether. */
  static <T> T readOr(ApiRequest request, Class<T> type, T absent) {
    return request.body().length == 0 ? absent : read(request, type);
  }

  private static boolean isDeclaredAsJson(String declared) {
    return declared.equals(USUAL_MEDIA_TYPE)
        || MEDIA_TYPE.matcher(declared.toLowerCase(Locale.ROOT).strip()).matches();
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(ProblemCode.MALFORMED_JSON, "The body is not valid UTF-8.").refused();
    }
  }
}
