package dev.baton.state.archive;

import java.io.IOException;

/** A file is not what was written; the message says where and why, without the file's name. */
public class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedArchiveException(String message) {
    super(message);
  }
}
