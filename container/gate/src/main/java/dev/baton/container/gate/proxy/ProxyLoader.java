package dev.baton.container.gate.proxy;

import dev.baton.container.gate.ShardGate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The loader of one generated class: sees this bundle, and the interfaces with all they name. */
final class ProxyLoader extends ClassLoader {
  private static final String GATE = ShardGate.class.getPackageName() + ".";

  private final Set<ClassLoader> seen = new LinkedHashSet<>();

  ProxyLoader(List<Class<?>> interfaces) {
    super(GatedProxy.class.getClassLoader());
    for (Class<?> type : interfaces) {
      if (type.getClassLoader() != null) {
        seen.add(type.getClassLoader());
      }
    }
  }

  Class<?> define(String name, byte[] code) {
    return defineClass(name, code, 0, code.length);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(GATE)) {
      return super.loadClass(name, resolve);
    }
    for (ClassLoader loader : seen) {
      try {
        return loader.loadClass(name);
      } catch (ClassNotFoundException e) {
        continue;
      }
    }
    return super.loadClass(name, resolve);
  }
}
