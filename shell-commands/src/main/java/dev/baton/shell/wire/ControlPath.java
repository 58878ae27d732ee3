package dev.baton.shell.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a node's socket is: {@code control.sock} in the data directory, or, if that path is too
 * long for a socket's address, where {@code control.path} in the data directory says.
 */
public final class ControlPath {
  /** What fits into {@code sun_path} on every system, less the closing zero. */
  public static final int LONGEST = 103;

  private static final String SOCKET = "control.sock";
  private static final String POINTER = "control.path";

  private ControlPath() {}

  /** The socket in the data directory. */
  public static Path socket(Path data) {
    return data.toAbsolutePath().normalize().resolve(SOCKET);
  }

  /** The file that says where the socket is instead. */
  public static Path pointer(Path data) {
    return data.toAbsolutePath().normalize().resolve(POINTER);
  }

  /** Whether a path can be a socket's address. */
  public static boolean fits(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /** The socket of the node that runs on a data directory, if there is one or was one. */
  public static Optional<Path> locate(Path data) throws IOException {
    Path pointer = pointer(data);
    Path socket =
        Files.isRegularFile(pointer) ? Path.of(Files.readString(pointer).strip()) : socket(data);
    return Files.exists(socket) ? Optional.of(socket) : Optional.empty();
  }
}
