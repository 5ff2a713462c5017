package grapevine.client.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks who gets it and where, one field at a time; b goes back one field. */
record DetailsStep(Conversation conversation) {
  private static final int TEXT_CHARS_MAX = 100;
  private static final int NOTE_CHARS_MAX = 500;

  /** One question; what was typed before is kept on Enter. */
  private record Field(
      String label, boolean required, int charsMax, Supplier<String> get, Consumer<String> set) {}

  Step run() {
    List<Field> fields = fields(conversation.draft());
    int at = 0;
    while (at < fields.size()) {
      Reply reply = ask(fields.get(at));
      if (reply.isText()) {
        at++;
      } else if (reply.isBack() && at > 0) {
        at--;
      } else {
        return conversation.backOrLeave(reply, Step.REVIEW);
      }
    }
    return Step.PLACE;
  }

  private static List<Field> fields(OrderDraft draft) {
    List<Field> fields = new ArrayList<>();
    if (!draft.collection) {
      fields.add(new Field("Name", true, TEXT_CHARS_MAX, () -> draft.name, v -> draft.name = v));
      fields.add(
          new Field(
              "House and street", true, TEXT_CHARS_MAX, () -> draft.line1, v -> draft.line1 = v));
      fields.add(
          new Field(
              "More of the address",
              false,
              TEXT_CHARS_MAX,
              () -> draft.line2,
              v -> draft.line2 = v));
      fields.add(new Field("Phone", true, TEXT_CHARS_MAX, () -> draft.phone, v -> draft.phone = v));
    }
    fields.add(new Field("Note", false, NOTE_CHARS_MAX, () -> draft.note, v -> draft.note = v));
    return fields;
  }

  private Reply ask(Field field) {
    while (true) {
      String old = field.get().get();
      String hint =
          old.isEmpty() ? (field.required() ? "" : " (Enter for none)") : " [" + old + "]";
      Reply reply =
          conversation
              .prompt()
              .ask(
                  field.label() + hint,
                  "Goes to the restaurant and the courier. Enter keeps what is in brackets, - clears.");
      if (!reply.isText()) {
        return reply;
      }
      String value = reply.text().isEmpty() ? old : reply.text();
      value = value.equals("-") ? "" : value;
      if (value.isEmpty() && field.required()) {
        conversation.screen().line("This is needed.");
      } else if (value.length() > field.charsMax()) {
        conversation.screen().line("At most " + field.charsMax() + " characters.");
      } else {
        field.set().accept(value);
        return reply;
      }
    }
  }
}
