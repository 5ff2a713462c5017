package grapevine.common;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The only place where Jackson is configured. Strict on purpose: unknown and duplicate fields,
 * nulls and strings in place of numbers, and trailing text are refused. Records are written in the
 * order of their components, so equal values have equal bytes.
 */
public final class Json {
  /**
   * Longest text field accepted anywhere, in characters; the front end's 64 KiB body limit is the
   * outer bound.
   */
  private static final int MAX_STRING_CHARS = 1 << 20;

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER_CHARS = 40;
  private static final ObjectMapper MAPPER = newMapper(true);
  private static final ObjectMapper TRUSTING = newMapper(false);

  private Json() {}

  /** The shared mapper, for tree building and streaming; thread-safe and not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      // Our own records always serialise; failing here is a mistake in a type, not in the input.
      throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
    }
  }

  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
    }
  }

  /** Reads exactly one value; anything else is a {@link JsonRefused} that says where and why. */
  public static <T> T read(byte[] json, Class<T> type) {
    return read(MAPPER, json, type);
  }

  /**
   * The same for what a process of this cluster wrote. It repeats no field, and looking for one
   * would take as long as the reading.
   */
  public static <T> T readOwn(byte[] json, Class<T> type) {
    return read(TRUSTING, json, type);
  }

  public static <T> T read(String json, Class<T> type) {
    return read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  private static <T> T read(ObjectMapper mapper, byte[] json, Class<T> type) {
    try {
      T value = mapper.readValue(json, type);
      if (value == null) {
        throw JsonRefused.nullDocument();
      }
      return value;
    } catch (JsonProcessingException e) {
      throw JsonRefused.because(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static ObjectMapper newMapper(boolean refusesDuplicates) {
    JsonFactory factory =
        JsonFactory.builder()
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, refusesDuplicates)
            .disable(
                StreamReadFeature
                    .INCLUDE_SOURCE_IN_LOCATION) // an error must not echo the client's body
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }
}
