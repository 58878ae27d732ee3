package dev.baton.state.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Text in the quotes of JSON. */
final class Json {
  private static final ObjectReader TEXT = new JsonMapper().readerFor(String.class);

  private Json() {}

  static String text(String content) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(content)) + '"';
  }

  static boolean isQuoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
  }

  static String unquote(String text) {
    try {
      return TEXT.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a text of JSON: " + text, e);
    }
  }
}
