package dev.baton.container.upgrade;

import dev.baton.container.Act;
import dev.baton.container.EntryView;
import dev.baton.container.HandoffOptions;
import dev.baton.container.NodeStatus;
import dev.baton.container.RefusedException;
import dev.baton.container.ServiceStatus;
import dev.baton.container.Services;
import dev.baton.container.TableStatus;
import dev.baton.container.upgrade.act.Acts;
import dev.baton.container.upgrade.act.RunningAct;
import dev.baton.container.upgrade.artifact.BundleFile;
import dev.baton.container.upgrade.handoff.ServiceBundle;
import dev.baton.container.upgrade.record.ServiceRecord;
import java.nio.file.Path;
import java.util.List;

/** The operator's verbs: each looks at its input, then starts an act. */
final class Container implements Services {
  private final Node node;
  private final View view;

  Container(Node node, View view) {
    this.node = node;
    this.view = view;
  }

  @Override
  public Act deploy(Path path) {
    return withFile(
        "deploy",
        path,
        file ->
            node.lead(
                file.name(), "deploy " + file, act -> new Deployment(node).deploy(file, act)));
  }

  @Override
  public Act upgrade(Path path, HandoffOptions options) {
    return withFile(
        "upgrade",
        path,
        file -> {
          ServiceBundle service = deployed(file);
          return node.lead(
              file.name(),
              "upgrade "
                  + file.name()
                  + " "
                  + service.serving().version()
                  + " -> "
                  + file.version(),
              act -> new Change(node, service, options, act).upgrade(file));
        });
  }

  @Override
  public Act finish(String name) {
    return withService(
        "finish " + name,
        name,
        service -> node.lead(name, "finish " + name, act -> new Finish(node, service, act).held()));
  }

  @Override
  public Act abort(String name) {
    RunningAct running = node.acts().running(name);
    if (running != null) {
      running.abort();
      return new Aborting(running);
    }
    return withService("abort " + name, name, service -> abortHeld(name, service));
  }

  private Act abortHeld(String name, ServiceBundle service) {
    ServiceRecord record = node.record().service(name);
    if (!record.held() && (service.staged() == null || record.next() == null)) {
      return Acts.refused(
          "abort " + name,
          new RefusedException(
              "Nothing is under way or held on "
                  + name
                  + "; "
                  + service.serving().label()
                  + " serves"
                  + (service.staged() == null
                      ? ""
                      : ", and 'finish " + name + "' removes " + service.staged().label())));
    }
    return node.lead(
        name,
        "abort " + name,
        act -> new Change(node, service, HandoffOptions.defaults(), act).goBack());
  }

  @Override
  public Act rollback(String name, String version, HandoffOptions options) {
    return withService(
        "rollback " + name,
        name,
        service ->
            node.lead(
                name,
                "rollback " + name + (version == null ? "" : " to " + version),
                act -> new Change(node, service, options, act).rollback(version)));
  }

  @Override
  public Act undeploy(String name, boolean discardState) {
    return node.lead(
        name, "undeploy " + name, act -> new Removal(node).undeploy(name, discardState, act));
  }

  @Override
  public Act check(Path path, boolean staticOnly) {
    return withFile(
        "check",
        path,
        file ->
            node.lead(
                file.name(), "check " + file, act -> new Check(node).check(file, staticOnly, act)));
  }

  @Override
  public NodeStatus status() {
    return view.node();
  }

  @Override
  public ServiceStatus status(String service) {
    return view.service(service);
  }

  @Override
  public Act running(String service) {
    return node.acts().running(service);
  }

  @Override
  public List<TableStatus> tables(String service) {
    return view.tables(service);
  }

  @Override
  public List<EntryView> entries(String service, String table, String key, int limit) {
    return view.entries(service, table, key, limit);
  }

  private ServiceBundle deployed(BundleFile file) {
    return node.find(file.name())
        .orElseThrow(
            () ->
                new RefusedException(
                    node.problems().containsKey(file.name())
                        ? new Deployment(node).notServing(file.name())
                        : "No service "
                            + file.name()
                            + " is deployed; 'deploy "
                            + file.path().getFileName()
                            + "' deploys it"));
  }

  private static Act withFile(
      String verb, Path path, java.util.function.Function<BundleFile, Act> start) {
    try {
      return start.apply(BundleFile.read(path));
    } catch (RefusedException refused) {
      return Acts.refused(verb + " " + path, refused);
    }
  }

  private Act withService(
      String title, String name, java.util.function.Function<ServiceBundle, Act> start) {
    try {
      return start.apply(node.get(name));
    } catch (RefusedException refused) {
      return Acts.refused(title, refused);
    }
  }
}
