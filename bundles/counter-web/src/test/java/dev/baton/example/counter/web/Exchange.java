package dev.baton.example.counter.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A request and its response, as far as the servlets look at them. */
final class Exchange {
  final Map<String, String> headers = new HashMap<>();
  int status;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, Object> request = new HashMap<>();

  Exchange(String method, String pathInfo, String n) {
    request.put("getMethod", method);
    request.put("getPathInfo", pathInfo);
    request.put("getParameter", n);
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  HttpServletRequest request() {
    return fake(HttpServletRequest.class, (method, arguments) -> request.get(method));
  }

  HttpServletResponse response() {
    return fake(
        HttpServletResponse.class,
        (method, arguments) -> {
          switch (method) {
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setStatus" -> status = (int) arguments[0];
            case "getOutputStream" -> {
              return output();
            }
            default -> headers.put(method, String.valueOf(arguments[0]));
          }
          return null;
        });
  }

  private ServletOutputStream output() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        body.write(b);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }
}
