package dev.baton.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * What callers know of all counters: what was acknowledged, and how many increments were under way
 * when a connection broke. Every counter is incremented by one caller only, so each of its answers
 * says exactly what it was.
 */
final class Counters {
  static final int KEYS = 500;
  static final int CALLERS = 4;
  private static final long PRELOADED = 1000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final long[] acknowledged = new long[KEYS];
  private final int[] unknown = new int[KEYS];

  /** Sets all counters. */
  void preload(URI http) throws IOException, InterruptedException {
    assertEquals(Integer.toString(KEYS), post(http, "/preload?n=" + KEYS).body());
    for (int key = 0; key < KEYS; key++) {
      settle(key, PRELOADED);
    }
  }

  /** Increments one; returns the answer, whatever it is. */
  HttpResponse<String> increment(URI http, int key) throws IOException, InterruptedException {
    return post(http, "/counter/" + key + "/increment");
  }

  /**
   * Takes what a counter is after so many more increments.
   *
   * @throws AssertionError if that cannot be
   */
  void told(int key, long value, int increments) {
    long least = acknowledged[key] + increments;
    long most = least + unknown[key];
    if (value < least || value > most) {
      throw new AssertionError(
          "Counter " + key + " is " + value + ", and must be from " + least + " to " + most);
    }
    settle(key, value);
  }

  /** An increment was sent, and what became of it is not known. */
  void notTold(int key) {
    unknown[key]++;
  }

  private void settle(int key, long value) {
    acknowledged[key] = value;
    unknown[key] = 0;
  }

  /** Reads all counters, which one version is to serve. */
  void audit(URI http, int version) throws IOException, InterruptedException {
    for (int key = 0; key < KEYS; key++) {
      HttpRequest request = request(http, "/counter/" + key).GET().build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
      assertEquals(
          Integer.toString(version), answer.headers().firstValue("X-Version").orElse("none"));
      told(key, Long.parseLong(answer.body()), 0);
    }
  }

  private HttpResponse<String> post(URI http, String path)
      throws IOException, InterruptedException {
    HttpRequest request = request(http, path).POST(HttpRequest.BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(URI http, String path) {
    return HttpRequest.newBuilder(http.resolve(path)).timeout(LIMIT);
  }
}
