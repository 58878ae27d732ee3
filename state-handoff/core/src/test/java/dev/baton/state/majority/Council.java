package dev.baton.state.majority;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Voters and proposers of a row of values, and what is under way between them. Any message may be
 * late, lost or delivered again; a voter may restart, a proposer leave its attempt.
 */
final class Council {
  /** The rules by which it plays; a test breaks one by overriding it. */
  static class Rules {
    Acceptor.Heard<String> hear(Acceptor<String> voter, Ask<String> ask) {
      return voter.hear(ask);
    }

    Proposal<String> hear(Proposal<String> mine, UUID voter, Reply<String> reply, Roster roster) {
      return mine.hear(voter, reply, roster);
    }

    Proposal<String> begin(int proposer, long number, String wanted) {
      return Proposal.first(number, proposer, wanted);
    }

    /** What a voter finds on its disk. */
    Acceptor<String> restart(Acceptor<String> voter) {
      return voter;
    }

    /** Whether the next number is begun only by who knows that the one before stands. */
    boolean knowsTheOneBefore() {
      return true;
    }

    long token(int proposer, long round) {
      return proposer;
    }

    /** Whether the voters of a changed roster learn before it counts. */
    boolean learns() {
      return true;
    }
  }

  /** Something under way: an ask if {@code reply} is null. */
  private record Letter(int proposer, int voter, Ask<String> ask, Reply<String> reply) {}

  private static final int NUMBERS = 2;

  private final Rules rules;
  private final List<Roster> rosters;
  private final List<Acceptor<String>> voters = new ArrayList<>();
  private final List<Proposal<String>> proposals = new ArrayList<>();
  private final Set<Letter> letters = new HashSet<>();
  private final Map<Ballot, Set<UUID>> accepted = new HashMap<>();
  private final Map<Long, String> decided = new HashMap<>();
  private int roster;
  private int attempts;
  private int faults;

  Council(Rules rules, List<Roster> rosters, int voters, int proposers, int attempts, int faults) {
    this.rules = rules;
    this.rosters = rosters;
    this.attempts = attempts;
    this.faults = faults;
    for (int i = 0; i < voters; i++) {
      this.voters.add(Acceptor.empty());
    }
    for (int i = 0; i < proposers; i++) {
      proposals.add(null);
    }
  }

  private Council(Council from) {
    rules = from.rules;
    rosters = from.rosters;
    voters.addAll(from.voters);
    proposals.addAll(from.proposals);
    letters.addAll(from.letters);
    from.accepted.forEach((ballot, who) -> accepted.put(ballot, new HashSet<>(who)));
    decided.putAll(from.decided);
    roster = from.roster;
    attempts = from.attempts;
    faults = from.faults;
  }

  static UUID id(int voter) {
    return new UUID(0, voter + 1);
  }

  Object key() {
    return Arrays.asList(voters, proposals, letters, accepted, decided, roster, attempts, faults);
  }

  /** Every council that can come next. */
  List<Council> next() {
    List<Council> all = new ArrayList<>();
    for (Letter letter : letters) {
      Council taken = new Council(this);
      taken.letters.remove(letter);
      taken.deliver(letter);
      all.add(taken);
      if (faults > 0) {
        Council repeated = new Council(this);
        repeated.faults--;
        repeated.deliver(letter);
        all.add(repeated);
      }
    }
    for (int p = 0; p < proposals.size(); p++) {
      propose(p, all);
    }
    for (int v = 0; v < voters.size() && faults > 0; v++) {
      Council restarted = new Council(this);
      restarted.faults--;
      restarted.voters.set(v, rules.restart(voters.get(v)));
      all.add(restarted);
    }
    if (roster + 1 < rosters.size()) {
      changeRoster(all);
    }
    return all;
  }

  private void propose(int p, List<Council> all) {
    Proposal<String> mine = proposals.get(p);
    if (mine != null && mine.state() == Proposal.State.BEATEN && attempts > 0) {
      Council again = new Council(this);
      again.attempts--;
      again.begin(p, mine.again(rules.token(p, mine.highest().round())));
      all.add(again);
    }
    boolean idle = mine == null || !mine.open();
    for (long number = 1; number <= NUMBERS && idle && attempts > 0; number++) {
      boolean known = number == 1 || decided.containsKey(number - 1);
      boolean open = !decided.containsKey(number) || number == 1;
      if ((known || !rules.knowsTheOneBefore()) && open && !wasTried(mine, number)) {
        Council begun = new Council(this);
        begun.attempts--;
        begun.begin(p, rules.begin(p, number, "value " + number + " of " + p));
        all.add(begun);
      }
    }
  }

  private static boolean wasTried(Proposal<String> mine, long number) {
    return mine != null && mine.ballot().number() >= number;
  }

  private void begin(int p, Proposal<String> proposal) {
    proposals.set(p, proposal);
    ask(p);
  }

  private void ask(int p) {
    Proposal<String> mine = proposals.get(p);
    for (int v = 0; v < voters.size(); v++) {
      if (rosters.get(roster).voters().contains(id(v))) {
        letters.add(new Letter(p, v, mine.ask(), null));
      }
    }
  }

  private void deliver(Letter letter) {
    if (letter.reply() == null) {
      Acceptor.Heard<String> heard = rules.hear(voters.get(letter.voter()), letter.ask());
      voters.set(letter.voter(), heard.next());
      if (letter.ask() instanceof Ask.Record<String> record && heard.reply().granted()) {
        count(letter.voter(), record);
      }
      letters.add(new Letter(letter.proposer(), letter.voter(), null, heard.reply()));
      return;
    }
    Proposal<String> before = proposals.get(letter.proposer());
    if (before == null) {
      return;
    }
    Proposal<String> after =
        rules.hear(before, id(letter.voter()), letter.reply(), rosters.get(roster));
    proposals.set(letter.proposer(), after);
    if (after.state() == Proposal.State.RECORDING && before.state() == Proposal.State.ASKING) {
      ask(letter.proposer());
    }
    if (after.state() == Proposal.State.STANDS) {
      decide(after.ballot().number(), after.value());
    }
  }

  private void count(int voter, Ask.Record<String> record) {
    Set<UUID> who = accepted.computeIfAbsent(record.ballot(), ballot -> new HashSet<>());
    who.add(id(voter));
    if (rosters.get(roster).majority(who)) {
      decide(record.ballot().number(), record.value());
    }
  }

  private void decide(long number, String value) {
    String other = decided.putIfAbsent(number, value);
    if (other != null && !other.equals(value)) {
      throw new IllegalStateException("Both stand: " + other + ", " + value);
    }
  }

  /** Proposals under way are left: who proposes has to know the roster. */
  private void changeRoster(List<Council> all) {
    Council changed = new Council(this);
    changed.letters.clear();
    changed.proposals.replaceAll(proposal -> null);
    changed.roster++;
    if (rules.learns()) {
      changed.learn(rosters.get(roster), rosters.get(roster + 1));
    }
    all.add(changed);
  }

  /** The least that suffices: the first majority of the new one learns from the last of the old. */
  private void learn(Roster old, Roster next) {
    Set<UUID> told = new HashSet<>();
    Acceptor<String> known = Acceptor.empty();
    for (int v = voters.size() - 1; v >= 0 && !old.majority(told); v--) {
      if (old.voters().contains(id(v))) {
        told.add(id(v));
        known = known.learn(voters.get(v));
      }
    }
    Set<UUID> taught = new HashSet<>();
    for (int v = 0; v < voters.size() && !next.majority(taught); v++) {
      if (next.voters().contains(id(v))) {
        taught.add(id(v));
        voters.set(v, voters.get(v).learn(known));
      }
    }
  }
}
