package grapevine.client.desk;

import grapevine.client.api.GrapevineApi;
import grapevine.client.api.LiveStream;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.Screen;
import java.util.List;

/** Deliveries that nobody has claimed, and those that one has. */
public final class CourierDesk extends Desk {
  public CourierDesk(GrapevineApi api, Prompt prompt, Screen screen) {
    super(api, prompt, screen);
    add(moves().plain("claim", "claim a delivery, unless another courier has it"));
    add(moves().plain("release", "give a claimed delivery back"));
    add(moves().plain("pick-up", "take it on its way"));
    add(moves().plain("deliver", "say that it was handed over"));
    add(moves().withReason("fail", "give up what cannot be handed over"));
  }

  @Override
  String name() {
    return "courier";
  }

  @Override
  String title() {
    return "Deliveries: offered, and yours";
  }

  @Override
  void open() {
    into("offered").accept(api().deliveries(false, null, GrapevineApi.PAGE_MAX, null).json());
    into("yours").accept(api().deliveries(true, null, GrapevineApi.PAGE_MAX, null).json());
  }

  @Override
  List<LiveStream> follow() {
    return List.of(
        api().followDeliveries(false, into("offered"), this::ended),
        api().followDeliveries(true, into("yours"), this::ended));
  }
}
