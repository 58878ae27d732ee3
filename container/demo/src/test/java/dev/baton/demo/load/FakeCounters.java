package dev.baton.demo.load;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counters over HTTP, as counter-web serves them, that commit the faults they are told to, once
 * each, on increments.
 */
public final class FakeCounters implements Closeable {

  public enum Fault {
    LOSE,
    DOUBLE,
    REFUSE,
    REFUSE_FOR_NOW,
    BREAK,
    DROP_BEFORE,
    DROP_AFTER
  }

  private final Map<String, Long> counters = new ConcurrentHashMap<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final ServerSocket server;

  public FakeCounters(List<Fault> planned) throws IOException {
    faults.addAll(planned);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      sockets.clear();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String reply = "";
      while (reply != null) {
        String request = in.readLine();
        String header = request;
        while (header != null && !header.isEmpty()) {
          header = in.readLine();
        }
        reply = header == null ? null : answer(request.split(" "));
        if (reply != null) {
          OutputStream out = socket.getOutputStream();
          out.write(reply.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException clientLeft) {
      sockets.remove(socket);
    }
  }

  private String answer(String[] request) {
    if (request[1].equals("/health")) {
      return reply(200, 0);
    }
    requests.incrementAndGet();
    if (request[1].startsWith("/preload?n=")) {
      int n = Integer.parseInt(request[1].substring("/preload?n=".length()));
      for (int i = 0; i < n; i++) {
        counters.put(Integer.toString(i), 1000L);
      }
      return reply(200, n);
    }
    String key = request[1].split("/")[2];
    if (request[0].equals("GET")) {
      return reply(200, counters.getOrDefault(key, 0L));
    }
    Fault fault = faults.poll();
    if (fault == null) {
      return reply(200, counters.merge(key, 1L, Long::sum));
    }
    return switch (fault) {
      case LOSE -> reply(200, counters.getOrDefault(key, 0L) + 1);
      case DOUBLE -> reply(200, counters.merge(key, 2L, Long::sum));
      case REFUSE -> reply(503, 0);
      case REFUSE_FOR_NOW -> reply(503, 0).replaceFirst("\r\n", "\r\nRetry-After: 1\r\n");
      case BREAK -> {
        counters.merge(key, 1L, Long::sum);
        yield reply(500, 0);
      }
      case DROP_BEFORE -> null;
      case DROP_AFTER -> {
        counters.merge(key, 1L, Long::sum);
        yield null;
      }
    };
  }

  private static String reply(int status, long value) {
    String body = Long.toString(value);
    return "HTTP/1.1 "
        + status
        + " Some Words\r\nX-Version: 1\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-counters");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
