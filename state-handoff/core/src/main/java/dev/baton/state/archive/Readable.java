package dev.baton.state.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Keys and values for people to read where no version is there that knows their types: texts as
 * they are, CBOR as JSON, anything else in hexadecimal digits.
 */
public final class Readable {
  private static final ObjectMapper CBOR = new CBORMapper();

  private Readable() {}

  /** A key: as a text if it looks like one. */
  public static String key(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.codePoints().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (CharacterCodingException noText) {
      return hex(bytes);
    }
    return hex(bytes);
  }

  /** A value: as JSON if it is CBOR. */
  public static String value(byte[] bytes) {
    try {
      JsonNode tree = CBOR.readTree(bytes);
      return tree == null || tree.isMissingNode() ? hex(bytes) : tree.toString();
    } catch (IOException noCbor) {
      return hex(bytes);
    }
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
