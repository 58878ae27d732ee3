package dev.baton.itests.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code shards counter} says. */
final class Shards {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^counter#(\\d+) +(\\S+) +(\\S+)(?: +[\\d,]+){3} +([^ ,\\n]+(?:, [^ ,\\n]+)*)");

  private final List<Shard> all = new ArrayList<>();

  /** One of them; holder and version are {@code -} if nobody holds it. */
  record Shard(int number, String holder, String version, Set<String> copies) {}

  Shards(String said) {
    Matcher line = LINE.matcher(said);
    while (line.find()) {
      Set<String> copies = new TreeSet<>(List.of(line.group(4).split(", ")));
      all.add(new Shard(Integer.parseInt(line.group(1)), line.group(2), line.group(3), copies));
    }
  }

  /** All of them. */
  List<Shard> all() {
    return all;
  }

  /** How many are held by one node, and have their only other copy at another. */
  long heldAndLeft(String holder, String heir) {
    return all.stream()
        .filter(shard -> shard.holder.equals(holder) && shard.copies.equals(Set.of(holder, heir)))
        .count();
  }

  /** Whether each has so many copies. */
  boolean haveCopies(int copies) {
    return all.stream().allMatch(shard -> shard.copies.size() == copies);
  }

  /** Whether each is held, by this version. */
  boolean areHeldBy(String version) {
    return all.stream().allMatch(shard -> shard.version.equals(version));
  }
}
