package grapevine.faults;

import java.util.Optional;

/** One call of the public API, whichever front end gets it. A write has a key. */
record Call(
    String method,
    String path,
    Optional<byte[]> body,
    Optional<String> key,
    Optional<String> credential) {
  private Call(String method, String path, Optional<byte[]> body, Optional<String> key) {
    this(method, path, body, key, Optional.empty());
  }

  static Call get(String path) {
    return new Call("GET", path, Optional.empty(), Optional.empty());
  }

  static Call ask(String path, byte[] body) {
    return new Call("POST", path, Optional.of(body), Optional.empty());
  }

  static Call write(String path, byte[] body, String key) {
    return new Call("POST", path, Optional.of(body), Optional.of(key));
  }

  static Call put(String path, byte[] body, String key) {
    return new Call("PUT", path, Optional.of(body), Optional.of(key));
  }

  /** With the cluster's credential. */
  Call as(String operatorsCredential) {
    return new Call(method, path, body, key, Optional.of(operatorsCredential));
  }

  boolean isWrite() {
    return key.isPresent();
  }
}
