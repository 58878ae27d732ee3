package dev.baton.shell.control;

/** What a client talks to once it is connected. */
public interface Session {

  /**
   * Runs from beginning to end on a thread of its own, which is interrupted when the client goes.
   *
   * @return the exit status
   */
  int run();

  /** Bytes that the client's user typed; never blocks. */
  void input(byte[] bytes);

  /** The client has gone, or has been told the exit status; called once. */
  void hangUp();

  /** The client's window has another size. */
  void resize(int columns, int rows);

  /** The client's user pressed Ctrl-C. */
  void interrupt();
}
