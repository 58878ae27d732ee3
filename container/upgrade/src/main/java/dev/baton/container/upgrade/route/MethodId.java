package dev.baton.container.upgrade.route;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * A method of a gated service as nodes tell it to each other.
 *
 * @param label what the service is known by
 * @param owner the name of the interface that declares the method
 * @param name the method's name
 * @param descriptor its parameters and result, as in class files
 */
record MethodId(String label, String owner, String name, String descriptor) {

  static MethodId of(String label, Method method) {
    return new MethodId(
        label,
        method.getDeclaringClass().getName(),
        method.getName(),
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString());
  }

  /** Whether nothing of it is null, as it may be that another node tells. */
  boolean isWhole() {
    return label != null && owner != null && name != null && descriptor != null;
  }

  boolean sameMethod(MethodId other) {
    return owner.equals(other.owner)
        && name.equals(other.name)
        && descriptor.equals(other.descriptor);
  }

  // By hand, for each call between nodes asks: the quick compiler makes slow code of a record's
  // own.
  @Override
  public boolean equals(Object other) {
    return other instanceof MethodId id && label.equals(id.label) && sameMethod(id);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * owner.hashCode() + name.hashCode()) + descriptor.hashCode();
  }

  @Override
  public String toString() {
    return owner + "." + name + descriptor;
  }
}
