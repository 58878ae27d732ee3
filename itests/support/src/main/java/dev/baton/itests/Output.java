package dev.baton.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a process that has ended left behind.
 *
 * @param status its exit status
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
public record Output(int status, String out, String err) {

  private static final long LIMIT_SECONDS = 120;

  /** Runs a process to its end, for two minutes at most. */
  public static Output of(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("baton-out", ".txt");
    Path err = Files.createTempFile("baton-err", ".txt");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(
            builder.command()
                + " did not end within "
                + LIMIT_SECONDS
                + " s; it wrote:\n"
                + Files.readString(out)
                + Files.readString(err));
      }
      return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
