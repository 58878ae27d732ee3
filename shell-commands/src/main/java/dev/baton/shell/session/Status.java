package dev.baton.shell.session;

/** The exit statuses of a command. */
final class Status {
  static final int DONE = 0;

  /** The container refused, or the framework's own command failed. */
  static final int REFUSED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Something went wrong that nobody foresaw: the node's log has it. */
  static final int UNFORESEEN = 70;

  /** The user left what goes on. */
  static final int LEFT = 130;

  private Status() {}
}
