package dev.baton.container.gate;

import java.lang.reflect.InvocationHandler;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes calls to the node that holds their shard. Implemented by the engine. */
@ConsumerType
public interface Stubs {

  /**
   * What is called in place of a service's object while another node holds the shard: by many
   * threads at once, each in a frame of a remote occupant, which says the shard.
   *
   * @param version the version that is started on this node
   * @param gates the gates of its service
   * @param service which of its services
   */
  InvocationHandler stub(ServiceVersion version, ServiceGate gates, Gated service);

  /** The node that holds a shard, in words, as well as it is known. Must not block. */
  String holder(String service, int shard);
}
