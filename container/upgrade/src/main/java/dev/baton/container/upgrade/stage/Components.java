package dev.baton.container.upgrade.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What Declarative Services says of a bundle's components, in words. */
final class Components {
  private final ServiceComponentRuntime runtime;

  Components(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * What keeps the bundle's components from serving; empty if nothing does. They are enabled by a
   * thread of their own, a moment after the bundle has started.
   */
  List<String> problems(Bundle bundle) {
    List<String> problems = new ArrayList<>();
    Collection<ComponentDescriptionDTO> components = runtime.getComponentDescriptionDTOs(bundle);
    if (components.isEmpty() && bundle.getHeaders().get("Service-Component") != null) {
      problems.add("its components are not known yet");
    }
    for (ComponentDescriptionDTO component : components) {
      if (!runtime.isComponentEnabled(component)) {
        if (component.defaultEnabled) {
          problems.add("component " + component.name + " is not enabled yet");
        }
        continue;
      }
      for (ComponentConfigurationDTO configured :
          runtime.getComponentConfigurationDTOs(component)) {
        String problem = problem(configured);
        if (problem != null) {
          problems.add("component " + component.name + " " + problem);
        }
      }
      if (runtime.getComponentConfigurationDTOs(component).isEmpty()
          && !"optional".equals(component.configurationPolicy)) {
        problems.add(
            "component "
                + component.name
                + " has no configuration "
                + Arrays.toString(component.configurationPid));
      }
    }
    return problems;
  }

  private static String problem(ComponentConfigurationDTO configured) {
    return switch (configured.state) {
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
          "has no configuration " + Arrays.toString(configured.description.configurationPid);
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
          "misses "
              + Arrays.stream(configured.unsatisfiedReferences)
                  .map(u -> "reference '" + u.name + "'" + (u.target == null ? "" : " " + u.target))
                  .collect(Collectors.joining(", "));
      case ComponentConfigurationDTO.FAILED_ACTIVATION ->
          "failed to activate: " + firstLine(configured.failure);
      default -> null;
    };
  }

  private static String firstLine(String stackTrace) {
    if (stackTrace == null || stackTrace.isBlank()) {
      return "no reason given";
    }
    String cause = null;
    for (String line : stackTrace.lines().toList()) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause != null ? cause : stackTrace.lines().findFirst().orElse(stackTrace);
  }
}
