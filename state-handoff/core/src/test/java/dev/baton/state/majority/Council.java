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
 * Nodes that vote on a row of values and propose them, and what is under way between them. Any
 * message may be late, lost or delivered again; a node may restart, and then knows what was on its
 * disk; a proposer may leave its attempt. Each value names the roster that votes on the next.
 */
final class Council {
  /** A value, and the life of a node that made it. */
  record Value(String text, Roster roster, String author) {}

  /** The rules by which it plays; a test breaks one by overriding it. */
  static class Rules {
    Acceptor.Heard<Value> hear(Voter<Value> voter, Ask<Value> ask) {
      return voter.hear(ask);
    }

    Proposal<Value> hear(Proposal<Value> mine, UUID voter, Reply<Value> reply, Roster roster) {
      return mine.hear(voter, reply, roster);
    }

    /** Whether the one attempt without asking belongs to this life of a node. */
    boolean mayOwn(Value before, String life, boolean tried) {
      return before.author().equals(life) && !tried;
    }

    /** What a voter finds on its disk. */
    Voter<Value> restart(Voter<Value> disk) {
      return disk;
    }

    /** Whether a voter votes on no number that it knows to be decided. */
    boolean refusesOld() {
      return true;
    }

    /** Who votes on a value. */
    Roster roster(Value before, Value wanted) {
      return before.roster();
    }
  }

  /** Something under way: a question, an answer to one, or that a value stands. */
  private record Letter(
      int from, int to, Ask<Value> ask, Reply<Value> reply, long number, Value stands) {

    static Letter asks(int from, int to, Ask<Value> ask, Value before) {
      return new Letter(from, to, ask, null, ask.ballot().number() - 1, before);
    }

    static Letter answers(int from, int to, Reply<Value> reply) {
      return new Letter(from, to, null, reply, 0, null);
    }

    static Letter tells(int from, int to, long number, Value stands) {
      return new Letter(from, to, null, null, number, stands);
    }
  }

  private final Rules rules;
  private final List<Roster> rosters;
  private final List<Voter<Value>> voters = new ArrayList<>();
  private final List<Voter<Value>> disks = new ArrayList<>();
  private final List<Proposal<Value>> proposals = new ArrayList<>();
  private final List<Integer> lives = new ArrayList<>();
  private final Set<Long> owned = new HashSet<>();
  private final Set<Letter> letters = new HashSet<>();
  private final Map<Ballot, Set<UUID>> accepted = new HashMap<>();
  private final Map<Long, Value> decided = new HashMap<>();
  private int attempts;
  private int faults;

  /**
   * @param rosters the first is that of the value that stands at the beginning; what is proposed
   *     names any of them
   * @param nodes how many there are, more than the first roster has if others are to join
   * @param attempts how many there may be together
   * @param faults how often something may be repeated, or a node restart, together
   */
  Council(Rules rules, List<Roster> rosters, int nodes, int attempts, int faults) {
    this.rules = rules;
    this.rosters = rosters;
    this.attempts = attempts;
    this.faults = faults;
    Value first = new Value("first", rosters.get(0), "nobody");
    decided.put(1L, first);
    for (int n = 0; n < nodes; n++) {
      boolean knows = first.roster().voters().contains(id(n));
      voters.add(knows ? Voter.<Value>empty().learn(1, first) : Voter.empty());
      disks.add(voters.get(n));
      proposals.add(null);
      lives.add(0);
    }
  }

  private Council(Council from) {
    rules = from.rules;
    rosters = from.rosters;
    voters.addAll(from.voters);
    disks.addAll(from.disks);
    proposals.addAll(from.proposals);
    lives.addAll(from.lives);
    owned.addAll(from.owned);
    letters.addAll(from.letters);
    from.accepted.forEach((ballot, who) -> accepted.put(ballot, new HashSet<>(who)));
    decided.putAll(from.decided);
    attempts = from.attempts;
    faults = from.faults;
  }

  static UUID id(int node) {
    return new UUID(0, node + 1);
  }

  Object key() {
    return Arrays.asList(
        voters, disks, proposals, lives, owned, letters, accepted, decided, attempts, faults);
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
    for (int n = 0; n < voters.size(); n++) {
      propose(n, all);
      if (faults > 0) {
        Council restarted = new Council(this);
        restarted.faults--;
        restarted.restart(n);
        all.add(restarted);
      }
    }
    return all;
  }

  private void restart(int n) {
    voters.set(n, rules.restart(disks.get(n)));
    disks.set(n, voters.get(n));
    proposals.set(n, null);
    lives.set(n, lives.get(n) + 1);
  }

  private void propose(int n, List<Council> all) {
    Proposal<Value> mine = proposals.get(n);
    if (attempts == 0 || voters.get(n).number() == 0 || (mine != null && mine.open())) {
      return;
    }
    if (mine != null && mine.state() == Proposal.State.BEATEN) {
      Council again = new Council(this);
      again.attempts--;
      again.begin(n, mine.again(n));
      all.add(again);
    }
    for (Roster roster : rosters) {
      Council begun = new Council(this);
      begun.attempts--;
      begun.first(n, roster);
      all.add(begun);
    }
  }

  private void first(int n, Roster roster) {
    Voter<Value> voter = voters.get(n);
    long number = voter.number() + 1;
    String life = n + "." + lives.get(n);
    Value wanted = new Value(number + " of " + life + " " + attempts, roster, life);
    long tried = number * 100 + n;
    boolean own = rules.mayOwn(voter.standing(), life, owned.contains(tried));
    if (own) {
      owned.add(tried);
    }
    begin(
        n, own ? Proposal.own(number, token(n), wanted) : Proposal.first(number, token(n), wanted));
  }

  /** Drawn at random, so never twice. */
  private long token(int n) {
    return attempts * 10L + n;
  }

  private void begin(int n, Proposal<Value> proposal) {
    proposals.set(n, proposal);
    ask(n);
  }

  private void ask(int n) {
    Proposal<Value> mine = proposals.get(n);
    Value before = voters.get(n).standing();
    for (int v = 0; v < voters.size(); v++) {
      if (rules.roster(before, mine.wanted()).voters().contains(id(v))) {
        letters.add(Letter.asks(n, v, mine.ask(), before));
      }
    }
  }

  private void deliver(Letter letter) {
    if (letter.ask() != null) {
      asked(letter);
    } else if (letter.reply() != null) {
      answered(letter);
    } else {
      learn(letter.to(), letter.number(), letter.stands());
    }
  }

  private void asked(Letter letter) {
    int v = letter.to();
    learn(v, letter.number(), letter.stands());
    Voter<Value> voter = voters.get(v);
    if (!rules.refusesOld() && voter.number() > letter.number()) {
      letters.add(
          Letter.answers(v, letter.from(), Acceptor.<Value>empty().hear(letter.ask()).reply()));
      return;
    }
    if (!voter.votesOn(letter.ask().ballot().number())) {
      letters.add(Letter.tells(v, letter.from(), voter.number(), voter.standing()));
      return;
    }
    Acceptor.Heard<Value> heard = rules.hear(voter, letter.ask());
    voters.set(v, voter.with(heard.next()));
    disks.set(v, voters.get(v));
    if (letter.ask() instanceof Ask.Record<Value> record && heard.reply().granted()) {
      count(v, record);
    }
    letters.add(Letter.answers(v, letter.from(), heard.reply()));
  }

  private void answered(Letter letter) {
    int n = letter.to();
    Proposal<Value> before = proposals.get(n);
    if (before == null || before.ballot().number() != voters.get(n).number() + 1) {
      return;
    }
    Roster roster = rules.roster(voters.get(n).standing(), before.wanted());
    Proposal<Value> after = rules.hear(before, id(letter.from()), letter.reply(), roster);
    proposals.set(n, after);
    if (after.state() == Proposal.State.RECORDING && before.state() == Proposal.State.ASKING) {
      ask(n);
    }
    if (after.state() == Proposal.State.STANDS && before.state() != Proposal.State.STANDS) {
      long number = after.ballot().number();
      decide(number, after.value());
      learn(n, number, after.value());
      for (int other = 0; other < voters.size(); other++) {
        if (other != n) {
          letters.add(Letter.tells(n, other, number, after.value()));
        }
      }
    }
  }

  /** Not on disk at once: only with the next vote. */
  private void learn(int n, long number, Value value) {
    voters.set(n, voters.get(n).learn(number, value));
    Proposal<Value> mine = proposals.get(n);
    if (mine != null && mine.ballot().number() <= voters.get(n).number()) {
      proposals.set(n, null);
    }
  }

  private void count(int voter, Ask.Record<Value> record) {
    Set<UUID> who = accepted.computeIfAbsent(record.ballot(), ballot -> new HashSet<>());
    who.add(id(voter));
    Value before = decided.get(record.ballot().number() - 1);
    if (before.roster().majority(who)) {
      decide(record.ballot().number(), record.value());
    }
  }

  private void decide(long number, Value value) {
    Value other = decided.putIfAbsent(number, value);
    if (other != null && !other.equals(value)) {
      throw new IllegalStateException("Both stand: " + other + ", " + value);
    }
  }
}
