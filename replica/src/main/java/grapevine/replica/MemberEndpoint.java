package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.protocol.MemberId;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The members over HTTP: who they are, and how an operator or a new one changes them. */
final class MemberEndpoint {
  static final String LEAVE = "/admin/leave";
  static final String RETIRE = "/admin/retire";
  static final Map<String, String> METHODS =
      Map.of(MemberClient.MEMBERS, "GET", MemberClient.JOIN, "POST", RETIRE, "POST", LEAVE, "POST");

  private record Join(String name, String incarnation, String address) {}

  private record Retire(String name) {}

  private final MemberDesk desk;

  MemberEndpoint(MemberDesk desk) {
    this.desk = desk;
  }

  /**
   * @param body empty where none is asked for
   */
  void serve(String path, byte[] body, Response response, Callback callback) {
    MemberDesk.Answer answer = new HttpAnswer(response, callback);
    try {
      switch (path) {
        case MemberClient.JOIN -> join(Json.read(body, Join.class), answer);
        case RETIRE -> retire(Json.read(body, Retire.class), answer);
        case LEAVE -> desk.leave(answer);
        default -> answer.give(desk.page());
      }
    } catch (JsonRefused e) {
      answer.refuse(400, e.code(), e.pointer() + " " + e.getMessage());
    }
  }

  private void join(Join asked, MemberDesk.Answer answer) {
    MemberId member;
    try {
      if (asked.name == null || !ReplicaMain.NAME.matcher(asked.name).matches()) {
        throw new IllegalArgumentException("a name has 1 to 32 letters, digits, '-' and '_'");
      }
      member = new MemberId(asked.name, Long.parseUnsignedLong(asked.incarnation, 16));
      HostPort address = HostPort.parse(String.valueOf(asked.address));
      if (!member.isMet() || address.port() == 0 || PeerTargets.isWildcard(address)) {
        throw new IllegalArgumentException("an incarnation, and an address that others can reach");
      }
    } catch (IllegalArgumentException e) {
      answer.refuse(
          400,
          "FIELD_INVALID",
          "name, incarnation (hex) and address are needed: " + e.getMessage());
      return;
    }
    desk.join(member, asked.address, answer);
  }

  private void retire(Retire asked, MemberDesk.Answer answer) {
    if (asked.name == null) {
      answer.refuse(400, "FIELD_INVALID", "name whom to retire: {\"name\":\"rm3\"}");
    } else {
      desk.retire(asked.name, answer);
    }
  }

  private record HttpAnswer(Response response, Callback callback) implements MemberDesk.Answer {
    @Override
    public void give(Object page) {
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.write(true, ByteBuffer.wrap(Json.bytes(page)), callback);
    }

    @Override
    public void refuse(int status, String code, String detail) {
      if (status == 503) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
      }
      Problem.of(status, code, detail).write(response, callback);
    }
  }
}
