package dev.baton.itests.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The counters over HTTP without a node, and the faults that a node must not have. */
final class CounterServer implements Target, AutoCloseable {
  /** What it does to every tenth call. */
  enum Fault {
    NONE,
    /** 503 with Retry-After, honestly. */
    REFUSES,
    /** Does not execute it, and says nobody knows. */
    UNKNOWN_NOT_EXECUTED,
    /** Executes it, and breaks the connection. */
    BREAKS_AFTER_EXECUTION,
    /** Executes it twice. */
    TWICE,
    /** Executes it, and says that it did not. */
    REFUSES_AFTER_EXECUTION,
    /** Forgets what it has answered. */
    FORGETS,
    /** Answers a read with what was true before. */
    STALE
  }

  static {
    // Head and body of a reply go out separately, and the second waits for its turn otherwise.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Map<String, Long> counters;
  private final Fault fault;
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  CounterServer(Map<String, Long> counters, Fault fault) throws IOException {
    this.counters = counters;
    this.fault = fault;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/counter/", this::serve);
    server.start();
  }

  CounterServer(Fault fault) throws IOException {
    this(new ConcurrentHashMap<>(), fault);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestURI().getPath().split("/")[2];
    boolean increment = exchange.getRequestMethod().equals("POST");
    boolean faulty = calls.incrementAndGet() % 10 == 0;
    switch (faulty ? fault : Fault.NONE) {
      case NONE -> answer(exchange, 200, execute(key, increment));
      case REFUSES -> refuse(exchange);
      case UNKNOWN_NOT_EXECUTED -> answer(exchange, 504, 0);
      case BREAKS_AFTER_EXECUTION -> {
        execute(key, increment);
        exchange.close();
      }
      case TWICE -> {
        execute(key, increment);
        answer(exchange, 200, execute(key, increment));
      }
      case REFUSES_AFTER_EXECUTION -> {
        execute(key, increment);
        refuse(exchange);
      }
      case FORGETS -> {
        answer(exchange, 200, execute(key, increment));
        counters.computeIfPresent(key, (k, value) -> value - 1);
      }
      case STALE -> answer(exchange, 200, Math.max(0, execute(key, increment) - 1));
    }
  }

  private long execute(String key, boolean increment) {
    return increment ? counters.merge(key, 1L, Long::sum) : counters.getOrDefault(key, 0L);
  }

  private static void refuse(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Retry-After", "1");
    answer(exchange, 503, 0);
  }

  private static void answer(HttpExchange exchange, int status, long value) throws IOException {
    byte[] body = Long.toString(value).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public String name() {
    return fault.toString();
  }

  @Override
  public Optional<InetSocketAddress> http() {
    return Optional.of(server.getAddress());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
