package dev.baton.itests.upgrade;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.baton.itests.upgrade.api.Ledger;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What many upgrades leave behind: nothing. */
public class ManyUpgradesIT extends Story {
  private static final int WARM_UP = 40;
  private static final int CHANGES = 200;

  /** Far below what one leaked version costs, times the number of changes. */
  private static final int CLASSES_OF_THE_JVM_ITSELF = 200;

  private static final long METASPACE_OF_THE_JVM_ITSELF = 3L << 20;

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  @Test
  public void twoHundredChangesOfVersionUnderCallsLeaveNoClassBehind() throws Exception {
    deploy("LongLedger");
    Ledger ledger = ledger();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService caller = Executors.newSingleThreadExecutor();
    Future<Long> calls =
        caller.submit(
            () -> {
              long count = 0;
              while (!stop.get()) {
                assertEquals(++count, ledger.add("a", 1));
              }
              return count;
            });
    try {
      change(WARM_UP);
      collect();
      int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      long metaspace = metaspace();
      change(CHANGES);
      collect();
      int more = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes;
      long grown = metaspace() - metaspace;
      assertTrue(more + " classes more", more < CLASSES_OF_THE_JVM_ITSELF);
      assertTrue(grown + " bytes of metaspace more", grown < METASPACE_OF_THE_JVM_ITSELF);
    } finally {
      stop.set(true);
      caller.shutdown();
    }
    assertEquals(calls.get().longValue(), ledger.add("a", 0));
  }

  private void change(int times) throws Exception {
    for (int i = 0; i < times / 2; i++) {
      remember();
      upgrade("GoodLedger");
      remember();
      done(services.rollback("ledger", null, AS_USUAL));
    }
  }

  /** The class loader of the version that serves now. */
  private void remember() {
    for (Bundle bundle : context.getBundles()) {
      if ("ledger".equals(bundle.getSymbolicName())) {
        loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
      }
    }
  }

  /** Collects garbage until the loaders of all versions but the one that serves are gone. */
  private void collect() throws InterruptedException {
    eventually(
        () -> {
          System.gc();
          loaders.removeIf(loader -> loader.get() == null);
          return loaders.size() <= 1;
        });
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
