package grapevine.frontend.api;

import grapevine.common.security.GuestSigner;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import java.time.Duration;
import java.util.Optional;

/** Who calls: a guest with a signed id, which the client keeps. Accounts will join here. */
final class Customers {
  static final String NAME = "Grapevine-Guest";
  private static final Duration COOKIE_LIFE = Duration.ofDays(365);

  private final GuestSigner signer;

  Customers(GuestSigner signer) {
    this.signer = signer;
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

  record Customer(String id, Origin origin) {}

  Customer of(ApiRequest request) {
    return shown(request).orElseGet(() -> new Customer(signer.newGuest(), Origin.NEW));
  }

  /** For a first write: its retry, through any front end, is the same guest. */
  Customer of(ApiRequest request, IdempotencyKey key) {
    return shown(request).orElseGet(() -> new Customer(signer.guestOf(key.text()), Origin.DERIVED));
  }

  Reply attach(Reply reply, Customer customer) {
    boolean isHandedOut =
        customer.origin() == Origin.NEW
            || (customer.origin() == Origin.DERIVED && reply.isSuccess());
    if (!isHandedOut) {
      return reply;
    }
    String credential = signer.sign(customer.id());
    return reply.with(NAME, credential).with(Cookies.set(NAME, credential, COOKIE_LIFE));
  }

  private Optional<Customer> shown(ApiRequest request) {
    Optional<String> credential =
        request.header(NAME).or(() -> request.cookie(NAME)).filter(text -> !text.isEmpty());
    return credential.map(
        text ->
            signer
                .verify(text)
                .map(id -> new Customer(id, Origin.SHOWN))
                .orElseThrow(
                    () ->
                        Problem.of(ProblemCode.GUEST_INVALID)
                            .withHeader(Cookies.clear(NAME))
                            .refused()));
  }
}
