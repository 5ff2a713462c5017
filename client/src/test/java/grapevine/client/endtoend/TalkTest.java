package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.TalkApi.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** People who write to one another through different front ends. */
class TalkTest {
  private static final Page ALL = new Page(100, null);

  @TempDir static Path folder;
  private static RunningCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = ConvergedCluster.start(folder, 3, 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  /** Whoever answers has read the question; all are listed so, wherever one asks. */
  @Test
  void an_answer_is_listed_after_its_question_by_every_front_end(TestInfo test) {
    List<Customer> people = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      people.add(new Customer(folder.resolve(test.getDisplayName() + i + ".json")));
    }
    List<String> said = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      Customer speaker = people.get(n % people.size());
      String frontEnd = cluster.frontEnd(1 + n % 2);
      List<String> read = texts(speaker.through(frontEnd).talk().notices(ALL).json());
      assertThat(read).as("no answer without its question").isSubsetOf(said);
      String text = "answer " + n + " to " + read.size();
      JsonNode echo = speaker.through(frontEnd).talk().postNotice(text, "key-" + n).json();
      assertThat(echo.path("text").asText()).isEqualTo(text);
      said.add(text);
      assertThat(texts(speaker.through(cluster.frontEnd(2 - n % 2)).talk().notices(ALL).json()))
          .as("what one has read and written, in that order")
          .containsSubsequence(and(read, text));
    }
    people.get(0).awaitConvergence(cluster.frontEnd(1));
    List<String> first = board(people.get(0), 1);
    assertThat(first).containsExactlyInAnyOrderElementsOf(said);
    for (Customer each : people) {
      assertThat(board(each, 2)).isEqualTo(first);
    }
  }

  @Test
  void a_customer_writes_on_an_order_through_one_front_end_and_reads_it_through_the_other(
      TestInfo test) {
    Customer customer = new Customer(folder.resolve(test.getDisplayName() + ".json"));
    String fe1 = cluster.frontEnd(1);
    String fe2 = cluster.frontEnd(2);
    String order = customer.order(fe1, customer.basket(fe1), "order", 2);
    JsonNode sent =
        customer.through(fe1).talk().sendToOrder(order, "No onions, please", "m1").json();
    JsonNode again =
        customer.through(fe2).talk().sendToOrder(order, "No onions, please", "m1").json();
    assertThat(again).as("the same key, later").isEqualTo(sent);
    customer.through(fe2).talk().sendToOrder(order, "Ring twice", "m2");
    assertThat(texts(customer.through(fe1).talk().orderMessages(order, ALL).json()))
        .containsExactly("No onions, please", "Ring twice");
  }

  private static List<String> and(List<String> read, String text) {
    List<String> all = new ArrayList<>(read);
    all.add(text);
    return all;
  }

  private static List<String> board(Customer reader, int frontEnd) {
    return texts(reader.through(cluster.frontEnd(frontEnd)).talk().notices(ALL).json());
  }

  private static List<String> texts(JsonNode page) {
    List<String> texts = new ArrayList<>();
    page.path("items").forEach(item -> texts.add(item.path("text").asText()));
    return texts;
  }
}
