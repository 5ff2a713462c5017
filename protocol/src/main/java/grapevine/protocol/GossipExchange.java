package grapevine.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gossip with every peer (R12, R13): what to tell whom and when, and what to believe of what is
 * told. At most one message in flight to each peer; everything that gathers meanwhile goes with the
 * next.
 */
final class GossipExchange {
  private final ReplicaSettings settings;
  private final MemberId me;
  private final UpdateLog log;
  private final ReadyLoop readyLoop;
  private final TimestampTable table;
  private final Members members;
  private final List<Peer> peers = new ArrayList<>();
  private final List<MemberId> fenced = new ArrayList<>();
  private final List<Gossip> unanswered = new ArrayList<>();

  GossipExchange(
      ReplicaSettings settings,
      DurableState recovered,
      UpdateLog log,
      ReadyLoop readyLoop,
      TimestampTable table,
      Members members) {
    this.settings = settings;
    this.me = recovered.me();
    this.log = log;
    this.readyLoop = readyLoop;
    this.table = table;
    this.members = members;
    membersChanged(0);
  }

  /** Who takes part is another: goes on with those that stay. */
  void membersChanged(long tick) {
    List<Member> others = members.others();
    peers.removeIf(peer -> others.stream().noneMatch(other -> peer.isOf(other.id())));
    for (Member other : others) {
      if (peers.stream().noneMatch(peer -> peer.isOf(other.id()))) {
        Peer peer = new Peer(other.id(), tick);
        peers.add(peer);
      }
    }
    peers.sort(Comparator.comparing(Peer::name));
    table.members(others, !members.in(Member.State.FENCED).isEmpty());
  }

  /** No other member exists, or the links to all of them are down (R6a). */
  boolean isAlone() {
    for (Peer peer : peers) {
      if (!peer.isDown()) {
        return false;
      }
    }
    return true;
  }

  boolean hasHeardEveryone() {
    for (Peer peer : peers) {
      if (!peer.hasAnswered()) {
        return false;
      }
    }
    return true;
  }

  void link(String name, boolean isUp) {
    peers.stream().filter(peer -> peer.name().equals(name)).forEach(peer -> peer.link(isUp));
  }

  /**
   * Who no longer keeps records from being discarded: nobody before the log has grown long, and
   * nobody unless the others are a majority, or two halves could each discard what the other needs
   * (R14).
   */
  List<String> leftBehind(long tick) {
    if (log.bytes() < settings.logBytesMax()) {
      return List.of();
    }
    List<String> stuck =
        peers.stream()
            .filter(peer -> peer.hasGainedNothingFor(settings.leftBehindTicks(), tick))
            .map(Peer::name)
            .toList();
    int members = peers.size() + 1;
    return 2 * (members - stuck.size()) > members ? stuck : List.of();
  }

  /**
   * Asks for what {@code wanted} names and is missing here: those who are known to have it, else
   * everyone.
   */
  void pull(Token wanted) {
    VectorTimestamp mine = readyLoop.valueTimestamp();
    List<Peer> helpers =
        peers.stream().filter(peer -> table.canHelp(peer.name(), mine, wanted)).toList();
    (helpers.isEmpty() ? peers : helpers).forEach(Peer::wantPull);
  }

  /**
   * Takes in what a peer tells. Nothing of it is merged but records in their order and what the
   * peer has (R13).
   */
  void receive(Gossip gossip, long tick, List<Effect> writes, List<Effect> sends) {
    if (gossip.kind() == Gossip.Kind.FENCED) {
      heardOfFence(gossip, sends);
      return;
    }
    Peer peer = senderOf(gossip);
    if (peer == null) {
      if (members.isOut(gossip.sender()) && gossip.receiver().equals(me)) { // R13
        fenced.add(gossip.sender());
      }
      return;
    }
    if (isAnotherMe(gossip)) {
      sends.add(new Effect.Stop(strangerReason(gossip)));
      return;
    }
    if (!peer.member().isMet()) {
      peer.pin(gossip.sender());
      members.pin(gossip.sender());
    }
    boolean isMore =
        table.report(gossip.sender(), gossip.replicaTimestamp(), gossip.valueTimestamp());
    if (isMore || gossip.replicaTimestamp().covers(log.replicaTimestamp())) {
      peer.gained(tick);
    }
    compareDigests(gossip, sends);
    if (log.replicaTimestamp().covers(gossip.floor())) {
      take(peer, gossip.records(), writes);
    } else { // R13: merge nothing
      sends.add(new Effect.Behind(gossip.sender(), gossip.floor()));
    }
    if (gossip.kind() == Gossip.Kind.ANSWER) {
      peer.answered(gossip.sequence());
    } else {
      unanswered.add(gossip);
    }
  }

  private void heardOfFence(Gossip gossip, List<Effect> sends) {
    if (gossip.receiver().equals(me) && senderOf(gossip) != null) {
      sends.add(new Effect.Fenced(gossip.sender() + " says that the others go on without " + me));
    }
  }

  private void take(Peer peer, List<? extends GossipRecord> records, List<Effect> writes) {
    for (GossipRecord told : records) {
      // Older ones are repetitions; later ones follow a gap: they are sent again from what we
      // report.
      boolean isNew = log.isNext(told.dot()) && !told.dot().origin().equals(me);
      if (isNew && !members.isCutOff(told.dot())) {
        Optional<LogRecord> record = whole(told);
        if (record.isPresent()) {
          log.append(record.get());
          writes.add(new Effect.Append(record.get()));
        } else {
          peer.wantPull(); // answered in full
        }
      }
    }
  }

  private Optional<LogRecord> whole(GossipRecord told) {
    return told instanceof RecordStub stub
        ? stub.completedBy(log.find(stub.callId()))
        : Optional.of((LogRecord) told);
  }

  /**
   * Whoever stamped the same update has sent it to everyone: what is here is there, most likely.
   */
  private GossipRecord shortened(LogRecord own) {
    for (LogRecord other : log.find(own.callId())) {
      if (!other.origin().equals(me) && other.contentHash() == own.contentHash()) {
        return RecordStub.of(own);
      }
    }
    return own;
  }

  private Peer senderOf(Gossip gossip) {
    for (Peer peer : peers) {
      boolean isKnown = peer.name().equals(gossip.sender().name());
      if (isKnown && gossip.sender().isMet()) {
        // R16: the first incarnation met under a name is the only one believed.
        return !peer.member().isMet() || peer.member().equals(gossip.sender()) ? peer : null;
      }
    }
    return null;
  }

  // R16: somebody knows this name under another identity, or more records of it than this disk
  // holds.
  private boolean isAnotherMe(Gossip gossip) {
    return (gossip.receiver().isMet() && !gossip.receiver().equals(me))
        || gossip.replicaTimestamp().get(me) > log.last(me)
        || gossip.floor().get(me) > log.last(me);
  }

  private String strangerReason(Gossip gossip) {
    return gossip.receiver().isMet() && !gossip.receiver().equals(me)
        ? gossip.sender()
            + " knows this name as "
            + gossip.receiver()
            + ", and this disk says "
            + me
        : gossip.sender()
            + " holds "
            + gossip.replicaTimestamp().get(me)
            + " records of "
            + me
            + ", and this disk only "
            + log.last(me);
  }

  // Invariant 22: the same executed prefix is the same state.
  private void compareDigests(Gossip gossip, List<Effect> sends) {
    VectorTimestamp mine = readyLoop.valueTimestamp();
    if (gossip.valueTimestamp().equals(mine) && gossip.digest() != readyLoop.digest()) {
      sends.add(new Effect.Diverged(gossip.sender(), mine, readyLoop.digest(), gossip.digest()));
    }
  }

  /** Answers what was asked, and sends to every peer that is free what it should hear now. */
  void send(long tick, List<Effect> sends) {
    for (Gossip asked : unanswered) {
      Peer asker = senderOf(asked);
      if (asker != null) { // not fenced meanwhile
        sends.add(answer(asker, asked));
      }
    }
    unanswered.clear();
    fenced.forEach(gone -> sends.add(gossip(gone, Gossip.Kind.FENCED, 0, List.of())));
    fenced.clear();
    for (Peer peer : peers) {
      if (!peer.isFree(tick, settings.gossipTimeoutTicks())) {
        continue;
      }
      VectorTimestamp held = table.heldBy(peer.name());
      boolean isNews = peer.isNews(held, log.last(me));
      // Where two losses are tolerated, others wait for what is held here to show it.
      boolean isToBeTold = settings.tolerated() > 1 && peer.isNewTo(log.replicaTimestamp());
      boolean isDue = peer.isIdleFor(settings.gossipIntervalTicks(), tick);
      if (peer.isPullWanted() || (peer.isBehind() && isNews) || (isDue && peer.lacksOld(held))) {
        List<LogRecord> records = recordsAbove(held);
        Gossip.Kind kind = peer.isPullWanted() ? Gossip.Kind.PULL : Gossip.Kind.PUSH;
        boolean isCutShort = records.size() < log.countAbove(held);
        sends.add(gossip(peer, kind, peer.sentAll(tick, held, log.last(me), isCutShort), records));
        peer.looked(tick, log.replicaTimestamp());
        peer.told(log.replicaTimestamp());
      } else if (isDue || isToBeTold || (log.last(me) > held.get(me) && isNews)) {
        // Others' records are left to their origins; they go with an interval's message if those
        // fail.
        List<LogRecord> own =
            log.above(held, me, settings.gossipRecordsMax(), settings.gossipBytesMax());
        long sequence = peer.sentOwn(tick, held, log.last(me));
        sends.add(
            gossip(peer, Gossip.Kind.PUSH, sequence, own.stream().map(this::shortened).toList()));
        peer.told(log.replicaTimestamp());
        if (isDue) {
          peer.looked(tick, log.replicaTimestamp());
        }
      }
    }
  }

  private Effect answer(Peer peer, Gossip asked) {
    List<LogRecord> records =
        asked.kind() == Gossip.Kind.PULL ? recordsAbove(asked.replicaTimestamp()) : List.of();
    return gossip(peer, Gossip.Kind.ANSWER, asked.sequence(), records);
  }

  private List<LogRecord> recordsAbove(VectorTimestamp held) {
    return log.above(held, settings.gossipRecordsMax(), settings.gossipBytesMax());
  }

  private Effect gossip(
      Peer peer, Gossip.Kind kind, long sequence, List<? extends GossipRecord> records) {
    return gossip(peer.member(), kind, sequence, records);
  }

  private Effect gossip(
      MemberId to, Gossip.Kind kind, long sequence, List<? extends GossipRecord> records) {
    Gossip gossip =
        new Gossip(
            kind,
            me,
            to,
            sequence,
            log.replicaTimestamp(),
            readyLoop.valueTimestamp(),
            log.floor(),
            readyLoop.digest(),
            records);
    return new Effect.Send(to.name(), gossip);
  }
}
