package dev.baton.itests.cluster;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Plays one story: {@code CLASS METHOD}. Ends with status 0 if it succeeds. */
final class InsideMain {
  private static final int STACK = 30;

  private InsideMain() {}

  /** Plays it. */
  public static void main(String[] arguments) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectMethod(arguments[0], arguments[1]))
            .build(),
        listener);
    TestExecutionSummary summary = listener.getSummary();
    StringWriter failures = new StringWriter();
    summary.printFailuresTo(new PrintWriter(failures, true), STACK);
    System.out.print(failures);
    System.out.flush();
    System.exit(summary.getTestsSucceededCount() == 1 ? 0 : 1);
  }
}
