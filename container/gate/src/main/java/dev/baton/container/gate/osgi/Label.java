package dev.baton.container.gate.osgi;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.ServiceReference;

/**
 * What a service is known by in every version: its interfaces, and where several have the same
 * ones, the first of some properties that it has.
 */
record Label(Set<String> interfaces, String mark) {
  private static final List<String> MARKS =
      List.of(
          "component.name",
          "osgi.http.whiteboard.servlet.name",
          "osgi.http.whiteboard.servlet.pattern",
          "osgi.http.whiteboard.filter.name",
          "osgi.http.whiteboard.filter.pattern",
          "osgi.command.scope",
          "name");

  static Label of(List<Class<?>> interfaces, ServiceReference<?> reference) {
    Set<String> names = new TreeSet<>();
    interfaces.forEach(type -> names.add(type.getName()));
    String mark =
        MARKS.stream()
            .map(reference::getProperty)
            .filter(Objects::nonNull)
            .map(value -> value instanceof Object[] many ? List.of(many) : value)
            .map(Object::toString)
            .findFirst()
            .orElse("");
    return new Label(names, mark);
  }

  boolean hasInterfacesOf(Label other) {
    return interfaces.equals(other.interfaces);
  }

  @Override
  public String toString() {
    return String.join(", ", interfaces) + (mark.isEmpty() ? "" : " (" + mark + ")");
  }
}
