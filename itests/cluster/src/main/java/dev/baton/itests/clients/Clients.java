package dev.baton.itests.clients;

import dev.baton.itests.Eventually;
import dev.baton.itests.history.Call;
import dev.baton.itests.history.History;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Clients that call the counters while a story goes on: {@link #start} them, do something to the
 * nodes, {@link #stop()} them and look at the {@link History}. A client knows all nodes, and goes
 * to another when one does not answer. Used by one thread; the clients have their own.
 */
public final class Clients implements AutoCloseable {
  private static final Duration LAST_READS = Duration.ofSeconds(60);

  private final List<? extends Target> targets;
  private final Load load;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /** When the answered call of each key began that began last; 0 is never. */
  private final AtomicLongArray answered;

  private final long zero = System.nanoTime();
  private final List<Client> clients;
  private final List<Thread> threads;

  private Clients(List<? extends Target> targets, Load load) {
    this.targets = List.copyOf(targets);
    this.load = load;
    this.answered = new AtomicLongArray(load.keys());
    this.clients =
        IntStream.range(0, load.clients())
            .mapToObj(i -> new Client(i, this.targets, load, this::record))
            .toList();
    this.threads = clients.stream().map(this::thread).toList();
  }

  /** Starts clients of these nodes; those that are not there yet are tried again and again. */
  public static Clients start(List<? extends Target> targets, Load load) {
    Clients clients = new Clients(targets, load);
    clients.threads.forEach(Thread::start);
    return clients;
  }

  private Thread thread(Client client) {
    Thread thread = new Thread(() -> client.callUntil(over), client.toString());
    thread.setDaemon(true);
    return thread;
  }

  private void record(Call call) {
    calls.add(call);
    if (call.isOk()) {
      answered.accumulateAndGet(Integer.parseInt(call.key()), call.begin() - zero + 1, Math::max);
    }
  }

  /**
   * Waits until every counter has answered a call that began after now.
   *
   * @return how long that took
   */
  public Duration awaitAnswersOfEveryKey(Duration limit) throws Exception {
    long now = System.nanoTime();
    Eventually.holds(
        limit,
        () -> silent(now).isEmpty(),
        () -> "counters " + silent(now) + " have answered nobody; " + history().figures());
    return Duration.ofNanos(System.nanoTime() - now);
  }

  /** Waits until a client has waited so long for one answer. */
  public void awaitSomebodyWaiting(Duration soLong, Duration limit) throws Exception {
    Eventually.holds(
        limit,
        () -> clients.stream().anyMatch(client -> client.waits() >= soLong.toNanos()),
        () -> "somebody waits for " + soLong + "; " + history().figures());
  }

  private List<Integer> silent(long since) {
    return IntStream.range(0, load.keys())
        .filter(key -> answered.get(key) <= since - zero)
        .boxed()
        .toList();
  }

  /** What was recorded up to now; calls under way are not in it. */
  public History history() {
    return new History(load.start(), calls);
  }

  /** Lets every client end its call, then reads every counter once more. */
  public History stop() throws Exception {
    end();
    Client reader = new Client(load.clients(), targets, load, this::record);
    try {
      for (int key = 0; key < load.keys(); key++) {
        String name = String.valueOf(key);
        Eventually.holds(
            LAST_READS,
            () -> reader.call(name, false).isOk(),
            () -> "counter " + name + " cannot be read; " + history().figures());
      }
    } finally {
      reader.disconnect();
    }
    return history();
  }

  private void end() throws InterruptedException {
    over.countDown();
    for (Thread thread : threads) {
      thread.join(load.limit().multipliedBy(2).toMillis());
      if (thread.isAlive()) {
        throw new AssertionError(thread.getName() + " does not end its call");
      }
    }
  }

  /** Lets the clients end, if they have not been stopped; waits for none. */
  @Override
  public void close() {
    over.countDown();
  }
}
