package grapevine.frontend.api;

import grapevine.common.ordering.Viewer;
import grapevine.common.security.GuestSigner;
import grapevine.common.security.Session;
import grapevine.common.security.SessionSigner;
import grapevine.common.security.TokenRefusal;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls: a guest with a signed id, which the client keeps, or somebody who has logged in. A
 * guest who logs in sends both.
 */
final class Customers {
  static final String NAME = "Grapevine-Guest";
  private static final Duration COOKIE_LIFE = Duration.ofDays(365);

  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+)");

  private final GuestSigner signer;
  private final SessionSigner sessions;
  private final LongSupplier nowMillis;

  Customers(GuestSigner signer, SessionSigner sessions, LongSupplier nowMillis) {
    this.signer = signer;
    this.sessions = sessions;
    this.nowMillis = nowMillis;
  }

  /** How we came to know who calls, which decides when the credential is handed out. */
  enum Origin {
    /** The client sent it. */
    SHOWN,
    /** Drawn at random for this call: handed out with whatever is answered. */
    NEW,
    /**
     * From the key of a first write: handed out on success only, or guessing a key would give
     * somebody's identity.
     */
    DERIVED
  }

  /**
   * @param namespace of the keys: the guest's id, also after the guest has logged in, so that a
   *     retry is the same call
   * @param session empty for a guest
   */
  record Customer(String namespace, Viewer viewer, Optional<Session> session, Origin origin) {
    static Customer guest(String id, Origin origin) {
      return new Customer(id, Viewer.guest(id), Optional.empty(), origin);
    }

    private Customer loggedIn(Session session) {
      return new Customer(namespace, session.viewer(), Optional.of(session), origin);
    }

    /** Whose orders are the caller's own. */
    String id() {
      return viewer.customerId();
    }
  }

  Customer of(ApiRequest request) {
    return known(request).orElseGet(() -> Customer.guest(signer.newGuest(), Origin.NEW));
  }

  /** Without a look at any session. */
  Customer guestOf(ApiRequest request) {
    return shown(request).orElseGet(() -> Customer.guest(signer.newGuest(), Origin.NEW));
  }

  /** For a first write: its retry, through any front end, is the same guest. */
  Customer of(ApiRequest request, IdempotencyKey key) {
    return known(request)
        .orElseGet(() -> Customer.guest(signer.guestOf(key.text()), Origin.DERIVED));
  }

  Reply attach(Reply reply, Customer customer) {
    boolean isHandedOut =
        customer.origin() == Origin.NEW
            || (customer.origin() == Origin.DERIVED && reply.isSuccess());
    if (!isHandedOut) {
      return reply;
    }
    String credential = signer.sign(customer.namespace());
    return reply.with(NAME, credential).with(Cookies.set(NAME, credential, COOKIE_LIFE));
  }

  private Optional<Customer> known(ApiRequest request) {
    Optional<Session> session = session(request);
    // Who has logged in and shows no guest id has a namespace of his own.
    return shown(request)
        .or(() -> session.map(own -> Customer.guest(own.customerId(), Origin.SHOWN)))
        .map(guest -> session.map(guest::loggedIn).orElse(guest));
  }

  private Optional<Session> session(ApiRequest request) {
    return request
        .header("Authorization")
        .map(
            text -> {
              Matcher bearer = BEARER.matcher(text.strip());
              return bearer.matches() ? verified(bearer.group(1)) : refuse(TokenRefusal.INVALID);
            });
  }

  private Session verified(String text) {
    SessionSigner.Verdict verdict = sessions.verify(text, nowMillis.getAsLong());
    return verdict instanceof SessionSigner.Verdict.Valid valid
        ? valid.session()
        : refuse(((SessionSigner.Verdict.Refused) verdict).refusal());
  }

  private static Session refuse(TokenRefusal refusal) {
    throw Problem.of(
            refusal == TokenRefusal.EXPIRED
                ? ProblemCode.SESSION_EXPIRED
                : ProblemCode.SESSION_INVALID)
        .refused();
  }

  private Optional<Customer> shown(ApiRequest request) {
    Optional<String> credential =
        request.header(NAME).or(() -> request.cookie(NAME)).filter(text -> !text.isEmpty());
    return credential.map(
        text ->
            signer
                .verify(text)
                .map(id -> Customer.guest(id, Origin.SHOWN))
                .orElseThrow(
                    () ->
                        Problem.of(ProblemCode.GUEST_INVALID)
                            .withHeader(Cookies.clear(NAME))
                            .refused()));
  }
}
