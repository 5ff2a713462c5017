package grapevine.frontend.http;

import grapevine.common.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A refusal as clients see it (RFC 9457). The detail is written for them: it never repeats what
 * they sent, which may be private, and never tells how the program works inside.
 *
 * @param members further members of the document, in order
 */
public record Problem(
    ProblemCode code, String detail, Map<String, Object> members, List<HttpField> headers) {
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final int INSTANCE_CHARS_MAX = 200;
  private static final String RETRY_AFTER_SECONDS = "1";

  /** RFC 9110 wants one with every 401. */
  private static final String CHALLENGE = "Bearer";

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    headers = List.copyOf(headers);
  }

  public static Problem of(ProblemCode code) {
    return of(code, code.remedy());
  }

  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Map.of(), List.of());
  }

  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(code, detail, more, headers);
  }

  public Problem withHeader(HttpField header) {
    List<HttpField> more = new ArrayList<>(headers);
    more.add(header);
    return new Problem(code, detail, members, more);
  }

  public RequestRefused refused() {
    return new RequestRefused(this);
  }

  /**
   * @param path of the request, as it was sent
   */
  public Reply toReply(String path) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "type", "urn:grapevine:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    document.put("title", code.title());
    document.put("status", code.status());
    document.put("code", code.name());
    document.put("detail", detail);
    document.put(
        "instance",
        path.length() <= INSTANCE_CHARS_MAX ? path : path.substring(0, INSTANCE_CHARS_MAX));
    document.put("retryable", code.isRetryable());
    document.putAll(members);
    Reply reply =
        new Reply(code.status(), MEDIA_TYPE, Json.bytes(document), headers, Optional.of(code));
    if (code.status() == 401) {
      return reply.with(HttpHeader.WWW_AUTHENTICATE.asString(), CHALLENGE);
    }
    boolean saysWhen = headers.stream().anyMatch(header -> header.is("Retry-After"));
    return !saysWhen && (code.status() == 503 || code.status() == 429)
        ? reply.with(HttpHeader.RETRY_AFTER.asString(), RETRY_AFTER_SECONDS)
        : reply;
  }
}
