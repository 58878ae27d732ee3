package dev.baton.shell.render;

/** The client's window. Its size may change at any time; any thread. */
public final class Window {
  /** The name under which a Gogo session keeps it. */
  public static final String VARIABLE = ".baton.window";

  private static final int NARROWEST = 20;
  private static final int DEFAULT = 80;

  private final boolean live;
  private volatile int columns;

  /**
   * @param live whether a line can be redrawn
   * @param columns the width; 0 if it is not known
   */
  public Window(boolean live, int columns) {
    this.live = live;
    this.columns = columns;
  }

  public boolean live() {
    return live;
  }

  /** The width in characters, 80 if it is not known. */
  public int columns() {
    return columns <= 0 ? DEFAULT : Math.max(NARROWEST, columns);
  }

  /** It has another width now. */
  public void resized(int newColumns) {
    columns = newColumns;
  }
}
