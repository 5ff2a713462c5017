package grapevine.client.endtoend;

import grapevine.common.ordering.ProviderMode;
import grapevine.replica.provider.Example;
import grapevine.replica.provider.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * The three hosts of open data in one, which say what their documents give as examples: every
 * postcode is in Durham. Each replica manager tells its name as its contact, so it is known who
 * asked.
 */
final class StubHosts implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final String MAP = "/api/interpreter";

  private final MockWebServer server = new MockWebServer();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> askedMap = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.WELL;
  private volatile CountDownLatch map = new CountDownLatch(0);

  enum Mood {
    WELL,
    HANGS,
    FAILS,
    IN_HTML
  }

  StubHosts() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(request);
          }
        });
    server.start();
  }

  ProviderSettings settings(String replica, ProviderMode mode) {
    URI url = server.url("/").uri();
    return new ProviderSettings(
        mode, url, url.resolve(MAP), url, Optional.of(replica + "@example.org"));
  }

  void become(Mood other) {
    mood = other;
  }

  /** The map answers when this is opened. */
  CountDownLatch holdMap() {
    map = new CountDownLatch(1);
    return map;
  }

  /** Who asked the map for an area, in order. */
  List<String> askedMap() {
    return List.copyOf(askedMap);
  }

  private MockResponse answer(RecordedRequest request) throws InterruptedException {
    String path = request.getUrl().encodedPath();
    if (path.equals(MAP) && request.getBody().utf8().contains("around")) {
      askedMap.add(asker(request));
    }
    return switch (mood) {
      case WELL -> said(request, path);
      case HANGS -> {
        closing.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        yield new MockResponse.Builder().code(500).build();
      }
      case FAILS -> new MockResponse.Builder().code(500).body("oops").build();
      case IN_HTML ->
          new MockResponse.Builder()
              .code(200)
              .setHeader("Content-Type", "text/html")
              .body("<h1>Back soon</h1>")
              .build();
    };
  }

  private MockResponse said(RecordedRequest request, String path) throws InterruptedException {
    if (path.equals(MAP)) {
      map.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Example found = Example.of("overpass/around_200.json");
      // The example's map is as old as the example.
      String now = Instant.now().toString();
      return found
          .response(found.body().replaceAll("(timestamp_osm_base\":\")[^\"]*", "$1" + now))
          .build();
    }
    if (path.equals("/Establishments")) {
      boolean isTakeaway = "7844".equals(request.getUrl().queryParameter("businessTypeId"));
      return Example.of("fsa/establishments_200" + (isTakeaway ? "_takeaway" : "") + ".json")
          .response()
          .build();
    }
    Example found = Example.of("postcodes.io/lookup_200.json");
    String asked = path.substring(path.lastIndexOf('/') + 1);
    String written =
        asked.substring(0, asked.length() - 3) + " " + asked.substring(asked.length() - 3);
    return found.response(found.body().replace("DH1 3LE", written)).build();
  }

  private static String asker(RecordedRequest request) {
    String agent = request.getHeaders().get("User-Agent");
    int name = agent.indexOf("rm");
    return agent.substring(name, agent.indexOf('@', name));
  }

  @Override
  public void close() {
    closing.countDown();
    map.countDown();
    server.close();
  }
}
