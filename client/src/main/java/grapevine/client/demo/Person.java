package grapevine.client.demo;

import grapevine.client.api.FrontEnds;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.SessionFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.HttpUrl;

/** Somebody with a device of his own, who asks one front end first and the others when he must. */
record Person(String name, GrapevineApi api) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * @param frontEnd that is asked first, counted from 1
   */
  static Person on(
      Stage stage, String name, int frontEnd, String device, Consumer<String> notices) {
    List<HttpUrl> urls = new ArrayList<>(stage.frontEnds());
    urls.add(0, urls.remove(frontEnd - 1));
    Path session = stage.folder().resolve(device + ".json");
    FrontEnds frontEnds =
        new FrontEnds(
            urls,
            new SessionFile(session, notices),
            TIMEOUT,
            notices,
            FrontEnds.SILENT,
            pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()));
    return new Person(name, new GrapevineApi(frontEnds));
  }

  static String key() {
    return "demo-" + UUID.randomUUID();
  }
}
