package dev.baton.itests.point;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.itests.cluster.Scene;
import dev.baton.state.step.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ends one of three nodes at every step of what they do together, under load. The others serve
 * alone; the one that ended comes back; each shard has one holder, everything that clients were
 * told is true, and the next change of version succeeds.
 *
 * <p>The whole table takes most of an hour, so {@code verify} plays some points that a seed
 * selects, and the profile {@code cluster} plays them all:
 *
 * <pre>
 * ./mvnw verify -Pcluster -pl itests/cluster -am -Dit.test=PointsIT
 * </pre>
 *
 * <p>{@code -Dcluster.points=N} plays N of them, {@code -Dcluster.points=COMMIT} those with that
 * text in their name, {@code -Dcluster.seed=N} the same as another run that named this seed.
 */
class PointsIT {
  private static final String SELECTION = System.getProperty("cluster.points", "all");
  private static final long SEED = seed();

  private static final Path DIRECTORY = Scene.TARGET.resolve("points");
  private static int sites;
  private static Site site;

  private static long seed() {
    String given = System.getProperty("cluster.seed", "");
    return given.isEmpty() ? new Random().nextInt(100_000) : Long.parseLong(given);
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) {
      site.close();
      Scene.delete(DIRECTORY.resolve("site-" + sites));
    }
  }

  @Test
  void everyStepOfSeveralIsReached() {
    Set<Step> steps =
        Points.all(new Random(0)).stream()
            .map(Point::step)
            .filter(Step::isOfSeveral)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Step.class)));

    Set<Step> ofSeveral = EnumSet.allOf(Step.class);
    ofSeveral.removeIf(step -> !step.isOfSeveral());
    assertEquals(ofSeveral, steps);
  }

  @TestFactory
  Stream<DynamicTest> oneHolderServesAllThatWasAcknowledged() {
    return selected().stream().map(point -> dynamicTest(name(point), () -> play(point)));
  }

  private static String name(Point point) {
    return point + ", seed " + SEED;
  }

  private static void play(Point point) throws Exception {
    boolean fresh = site == null;
    if (fresh) {
      Path directory = DIRECTORY.resolve("site-" + ++sites);
      Scene.delete(directory);
      site = new Site(directory);
    }
    try {
      if (fresh) {
        site.start();
      }
      new Play(site, point, new Random(SEED)).play();
    } catch (Exception | Error failure) {
      AssertionError kept =
          new AssertionError(
              name(point) + ": " + failure + "\nWhat it left is in " + site, failure);
      site.examine();
      site.close();
      site = null;
      throw kept;
    }
  }

  private static List<Point> selected() {
    Random random = new Random(SEED);
    List<Point> points = new ArrayList<>(Points.all(random));
    Collections.shuffle(points, random);
    if (SELECTION.equals("all")) {
      return points;
    }
    if (SELECTION.matches("[0-9]+")) {
      return points.subList(0, Math.min(points.size(), Integer.parseInt(SELECTION)));
    }
    return points.stream().filter(point -> point.toString().contains(SELECTION)).toList();
  }
}
