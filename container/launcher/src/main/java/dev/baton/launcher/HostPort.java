package dev.baton.launcher;

/**
 * A host and a port of it.
 *
 * @param host a host name or address; an IPv6 address without its brackets
 * @param port the port, or 0 for any free one
 */
record HostPort(String host, int port) {

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets.
   *
   * @param example an address to show to who wrote another thing
   */
  static HostPort parse(String text, String example) throws RefusedStart {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw malformed(text, example);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw malformed(text, example);
    }
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw malformed(text, example);
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  private static RefusedStart malformed(String text, String example) {
    return RefusedStart.usage(
        "'" + text + "' is not HOST:PORT with a port from 0 to 65535, such as " + example);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
