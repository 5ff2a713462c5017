package grapevine.frontend.api;

import grapevine.common.ordering.Viewer;
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

  /**
   * @param namespace of the keys: the guest's id, also after the guest has logged in, so that a
   *     retry is the same call
   */
  record Customer(String namespace, Viewer viewer, Origin origin) {
    static Customer guest(String id, Origin origin) {
      return new Customer(id, Viewer.guest(id), origin);
    }

    /** Whose orders are the caller's own. */
    String id() {
      return viewer.customerId();
    }
  }

  Customer of(ApiRequest request) {
    return shown(request).orElseGet(() -> Customer.guest(signer.newGuest(), Origin.NEW));
  }

  /** For a first write: its retry, through any front end, is the same guest. */
  Customer of(ApiRequest request, IdempotencyKey key) {
    return shown(request)
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
