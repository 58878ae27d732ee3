package dev.baton.itests.gate.provider;

import dev.baton.itests.gate.api.Greeter;
import dev.baton.itests.gate.api.Plain;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.FrameworkUtil;

/** Answers with its bundle's version; also a component. */
public class Versioned implements Greeter, Plain {
  static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnException(String message) {
      super(message);
    }
  }

  @Override
  public String version() {
    Bundle own = FrameworkUtil.getBundle(Versioned.class);
    return own.getVersion().toString();
  }

  @Override
  public String greet(String name) {
    return name + " " + version();
  }

  @Override
  public int shards() {
    return 1;
  }

  @Override
  public void fail(String name) {
    throw new OwnException(name);
  }

  @Override
  public String context(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return ((BundleReference) context).getBundle().getVersion().toString();
  }
}
