package dev.baton.client;

/** The client cannot do what it was asked; the message says why and what to do. */
final class ClientException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  private ClientException(String message, int status) {
    super(message);
    this.status = status;
  }

  static ClientException usage(String message) {
    return new ClientException(message, 2);
  }

  static ClientException failed(String message) {
    return new ClientException(message, 1);
  }

  int status() {
    return status;
  }
}
