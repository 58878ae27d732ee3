package dev.baton.state.table;

/**
 * A value was changed in place, behind the table's back: what the map holds of it is outdated, and
 * a hand-off would lose the change. The holder serves on.
 */
public class ChangedInPlaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChangedInPlaceException(String message) {
    super(message);
  }
}
