package dev.baton.itests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DependencyTest {

  private static final String[] API = {"dev.baton.container", "dev.baton.state"};
  private static final String[] STATE_CORE = {
    "dev.baton.state.protocol..",
    "dev.baton.state.map..",
    "dev.baton.state.store..",
    "dev.baton.state.archive..",
    "dev.baton.state.step..",
    "dev.baton.state.table..",
    "dev.baton.state.journal..",
    "dev.baton.state.codec..",
    "dev.baton.state.shard.."
  };

  private static JavaClasses baton;

  @BeforeAll
  static void readTheClasses() {
    baton =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.baton");
    assertFalse(baton.isEmpty());
  }

  @Test
  void onlyTheHazelcastFacingModulesKnowHazelcast() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.baton.state.hazelcast..", "dev.baton.container.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.hazelcast..")
        .check(baton);
  }

  @Test
  void onlyTheLauncherKnowsTheFrameworksImplementation() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.baton.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.felix.framework..", "org.osgi.framework.launch..")
        .check(baton);
  }

  @Test
  void theApiKnowsItselfAndTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.osgi.annotation..", "org.osgi.framework", API[0], API[1])
        .check(baton);
  }

  @Test
  void theStateCoreKnowsNoFrameworkAndNoContainer() {
    noClasses()
        .that()
        .resideInAnyPackage(STATE_CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.osgi.framework..",
            "org.osgi.service..",
            "dev.baton.container..",
            "dev.baton.state.hazelcast..")
        .check(baton);
  }

  @Test
  void theProtocolIsPure() {
    classes()
        .that()
        .resideInAPackage("dev.baton.state.protocol..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..", "java.util..", "dev.baton.state..", "org.osgi.annotation..")
        .check(baton);
  }

  @Test
  void theGateKnowsTheAuthorsApiAndNothingBehindIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.container.gate..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(STATE_CORE)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.baton.container.cluster..", "dev.baton.container.upgrade..", "dev.baton.shell..")
        .check(baton);
  }

  @Test
  void theShellKnowsTheOperatorsApiOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.baton.shell..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.baton.state..",
            "dev.baton.container.gate..",
            "dev.baton.container.cluster..",
            "dev.baton.container.upgrade..")
        .check(baton);
  }

  @Test
  void theCommandLineKnowsNoBundleButTheFramesOfTheSocket() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.baton.launcher..", "dev.baton.client..", "dev.baton.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.baton.state..",
            "dev.baton.container..",
            "dev.baton.shell.command..",
            "dev.baton.shell.control..",
            "dev.baton.shell.grammar..",
            "dev.baton.shell.render..",
            "dev.baton.shell.session..")
        .check(baton);
  }

  @Test
  void theFramesOfTheSocketKnowNothing() {
    classes()
        .that()
        .resideInAPackage("dev.baton.shell.wire..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.osgi.annotation..", "dev.baton.shell.wire..")
        .check(baton);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.baton.(**)").should().beFreeOfCycles().check(baton);
  }
}
