package dev.baton.shell.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.container.NodeStatus;
import dev.baton.container.ServiceStatus;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code status --json}: one JSON object. Keys are only ever added.
 *
 * <pre>
 * of a node
 *   name        the node's name
 *   uptimeMs    since it was ready
 *   http        host:port, or an empty text
 *   services    a list of services, as below
 *   libraries   a list of texts "name version"
 *   problems    a list of texts
 * of a service
 *   name              the symbolic name of its bundle
 *   version           the version that serves on this node, or "none"
 *   wanted            the version that the cluster has agreed on, or "none"
 *   versions          an object: node to the version that serves there, or an empty text
 *   stateful          whether it has tables
 *   shards            how many shards; 0 if it is stateless
 *   shardsByVersion   an object: version to the number of shards that it holds
 *   entries           entries in all its tables
 *   running           calls inside now
 *   held              calls waiting at the gate now
 *   act               what runs on it now, or an empty text
 *   staged            the other version started behind the gate, or an empty text
 *   kept              a list of versions that can be rolled back to
 *   problems          a list of texts
 * </pre>
 */
public final class StatusJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StatusJson() {}

  /** A node, on one line. */
  public static String of(NodeStatus node) {
    ObjectNode json = NODES.objectNode();
    json.put("name", node.name());
    json.put("uptimeMs", node.uptime().toMillis());
    json.put("http", node.http());
    ArrayNode services = json.putArray("services");
    node.services().forEach(service -> services.add(object(service)));
    json.set("libraries", texts(node.libraries()));
    json.set("problems", texts(node.problems()));
    return text(json);
  }

  /** A service, on one line. */
  public static String of(ServiceStatus service) {
    return text(object(service));
  }

  private static ObjectNode object(ServiceStatus service) {
    ObjectNode json = NODES.objectNode();
    json.put("name", service.name());
    json.put("version", service.version());
    json.put("wanted", service.wanted());
    ObjectNode versions = json.putObject("versions");
    new TreeMap<>(service.versions()).forEach(versions::put);
    json.put("stateful", service.stateful());
    json.put("shards", service.shards());
    ObjectNode byVersion = json.putObject("shardsByVersion");
    new TreeMap<>(service.shardsByVersion()).forEach(byVersion::put);
    json.put("entries", service.entries());
    json.put("running", service.running());
    json.put("held", service.held());
    json.put("act", service.act());
    json.put("staged", service.staged());
    json.set("kept", texts(service.kept()));
    json.set("problems", texts(service.problems()));
    return json;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers could not be written", e);
    }
  }
}
