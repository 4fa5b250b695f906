package io.nightshift.core.engine;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Guardrails;
import io.nightshift.core.guard.Mark;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.guard.Proposal;
import io.nightshift.core.guard.RunEndMarks;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.EntryLimit;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Pending;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One turn in preparation: it takes facts, lets the playbook decide and the guardrails judge, and produces the
 * changes to commit. It queries the environment and reads the ledger; it changes neither. A draft whose commit meets
 * a conflict is discarded.
 *
 * @param <S> the playbook's state
 */
final class TurnDraft<S> {

    /** A playbook with more facts in one turn repeats the same query without end. */
    private static final int MOST_FACTS = 200;

    /** Larger capsules do not fit next to the rest of the run into one item of every store. */
    private static final int MOST_CAPSULE = 64_000;

    /** The mark of an open run has to outlive the run. */
    private static final Duration LONGEST_RUN = Duration.ofDays(400);

    private static final String NOBODY_ASKED = "today's policy names nobody who could approve it";

    private final Ports ports;
    private final LiveReads reads;
    private final Playbook<S> playbook;
    private final Run base;
    private final Instant now;
    private final MarkBook marks;
    private final Optional<GuardrailSettings> settings;
    private final Deque<Fact> queue = new ArrayDeque<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Instant> wakeUps;
    private final List<Pending> pending;
    private final Set<String> held;
    private final Set<Long> mine = new LinkedHashSet<>();
    private S state;
    private Optional<Verdict.Deny> standing = Optional.empty();
    private boolean paged;
    private Optional<Approval> approval;
    private Optional<Outcome> outcome;
    private String reason;
    private String head;
    private long nextEffect;
    private int acts;
    private int facts;

    TurnDraft(Ports ports, LiveReads reads, Playbook<S> playbook, Run base, Map<String, Marker> marksRead) {
        this.ports = ports;
        this.reads = reads.of(base.id());
        this.playbook = playbook;
        this.base = base;
        this.now = ports.host().instant();
        this.marks = new MarkBook(ports.ledger(), marksRead);
        this.settings = ports.rules().settings(base.rule(), base.environment());
        this.wakeUps = new LinkedHashMap<>(base.wakeUps());
        this.pending = new ArrayList<>(base.pending());
        this.held = new LinkedHashSet<>(base.held());
        this.state = base.version() == 0 ? playbook.start(context()) : read(playbook, base.state());
        this.approval = base.approval();
        this.outcome = base.outcome();
        this.reason = base.reason();
        this.head = base.head();
        this.nextEffect = base.nextEffect();
        this.acts = base.acts();
    }

    private static <T> T read(Playbook<T> playbook, Json.Obj state) {
        try {
            return playbook.read(View.of(state));
        } catch (JsonException e) {
            throw new LedgerException(
                    "the state of a " + playbook.name() + " run cannot be read: " + e.getMessage(), false, e);
        }
    }

    private Context context() {
        return new Context(
                now, base.key(), base.rule(), base.plan(), ports.rules().hash());
    }

    Instant now() {
        return now;
    }

    /** Makes the run the open one of its cause. */
    void begins() {
        marks.set(new Mark(base.thread(), ToldDenial.mark(base.id().value(), toldBefore()), now.plus(LONGEST_RUN)));
    }

    void mark(Mark mark) {
        marks.set(mark);
    }

    Set<String> marksRead() {
        return marks.keysRead();
    }

    Actor.Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return reads.probe(action, key, capsule);
    }

    void note(String kind, Json.Obj body) {
        var entry = Entry.after(
                head,
                base.id(),
                base.entries() + entries.size(),
                now,
                ports.rules().hash(),
                kind,
                EntryLimit.body(body));
        entries.add(entry);
        head = entry.hash();
    }

    /** Adds a fact, and continues until the playbook has no more queries in this turn. */
    void learn(Fact fact) {
        queue.add(fact);
        while (!queue.isEmpty()) {
            var next = queue.remove();
            note(next.kind(), FactJson.of(next));
            if (outcome.isEmpty()) {
                decide(next);
            }
        }
    }

    private void decide(Fact fact) {
        if (++facts > MOST_FACTS) {
            queue.clear();
            finish(Outcome.FAILED, "the playbook went round in circles; this is a bug in " + playbook.name());
            return;
        }
        var step = playbook.decide(state, fact, context());
        state = step.next();
        step.effects().forEach(this::plan);
    }

    private void plan(Effect effect) {
        switch (effect) {
            case Effect.Observe observe -> queue.add(observe(observe.query()));
            case Effect.ReadBack act -> queue.add(readBack(act));
            case Effect.Act act -> judge(act);
            case Effect.Tell tell -> tell(tell.message());
            case Effect.AskApproval ask -> ask(ask);
            case Effect.Begin begin -> begin(begin.request());
            case Effect.WakeAt wake -> wakeUps.put(wake.name(), wake.at());
            case Effect.Finish finish -> finish(finish.outcome(), finish.reason());
        }
    }

    private Fact observe(Query query) {
        return switch (reads.observe(query)) {
            case Observed.Seen seen -> new Fact.Observed(query, seen.health(), seen.details());
            case Observed.NotSeen not -> new Fact.NotObserved(query, not.problem());
        };
    }

    private Fact readBack(Effect.ReadBack act) {
        var action = act.action();
        var probed = reads.probe(action, new IdempotencyKey(base.id().value(), act.effect()), act.capsule());
        var health = switch (probed) {
            case HAPPENED -> Health.WELL;
            case NOT_HAPPENED -> Health.UNWELL;
            case UNKNOWN -> Health.UNKNOWN;
        };
        var query = new Query(Query.READ_BACK, action.target(), Json.obj().with("sentence", action.sentence()));
        return new Fact.Observed(query, health, Json.obj().with("probed", probed.name()));
    }

    /** A target that is already as the act would leave it costs no act, and no guardrail has to allow it. */
    private void judge(Effect.Act act) {
        var looked = reads.before(act.action());
        if (looked instanceof LiveState.Known found && found.capsule().get(ActionExecution.ALREADY) != null) {
            var already = Problem.permanent(ActionExecution.ALREADY, "it is already so");
            queue.add(new Fact.Failed(act.action(), found.capsule(), already, 0));
            return;
        }
        var judgement = judge(act.action(), act.undo(), looked);
        if (judgement.decisive() instanceof Verdict.Allow && looked instanceof LiveState.Known world) {
            hold(judgement.claims());
            plan(new EffectJson.Planned.PlannedAct(act.action(), act.undo(), world.capsule()));
        } else {
            if (judgement.decisive() instanceof Verdict.Deny denial && denial.stands() && acts == 0) {
                standing = Optional.of(denial);
            }
            queue.add(new Fact.Refused(act.action(), judgement.decisive(), false));
        }
    }

    private Guardrails.Judgement judge(Action action, boolean undo, LiveState looked) {
        var world = looked instanceof LiveState.Known surroundings
                ? Optional.of(surroundings)
                : Optional.<LiveState.Known>empty();
        var blind =
                looked instanceof LiveState.Unreadable(var problem) ? Optional.of(problem.message()) : tooLarge(world);
        var planHash = planHash(action);
        var proposal = new Proposal(
                base.id().value(),
                playbook.name(),
                base.rule(),
                action,
                undo,
                planHash,
                agreed(planHash),
                settings.map(this::asking),
                world.map(LiveState.Known::tags).orElse(Map.of()),
                world.flatMap(LiveState.Known::group),
                blind,
                now);
        var judgement = Guardrails.judge(proposal, marks.see(Guardrails.reads(proposal)));
        note(
                "judged",
                ActionCatalogue.toJson(action)
                        .with("sentence", action.sentence())
                        .with("undo", undo)
                        .with("plan", planHash)
                        .with("capsule", world.map(LiveState.Known::capsule).orElse(Json.Obj.EMPTY))
                        .with("decisive", judgement.decisive().toJson())
                        .with(
                                "verdicts",
                                Json.arr(judgement.verdicts().stream()
                                        .map(Verdict::toJson)
                                        .toList())));
        if (judgement.decisive() instanceof Verdict.Allow) {
            approval = approval.filter(given -> !opensAStage(given));
        }
        return judgement;
    }

    /** A stage's approval covers the first act after it; until then it must come from the current approvers. */
    private static boolean opensAStage(Approval given) {
        return given.granted() && !given.stage().isEmpty();
    }

    private List<String> agreed(String planHash) {
        return approval.filter(given ->
                        opensAStage(given) || (given.granted() && !given.expired(now) && given.isFor(planHash)))
                .map(Approval::given)
                .orElse(List.of());
    }

    private GuardrailSettings asking(GuardrailSettings overrides) {
        return approval.filter(TurnDraft::opensAStage)
                .map(given -> overrides.withApproval(today(given)))
                .orElse(overrides);
    }

    /** The approvers whom the current policy asks this question. */
    Optional<GuardrailSettings.Approval> today(Approval question) {
        return ports.rules().approval(base.rule(), base.environment(), question.stage());
    }

    private static Optional<String> tooLarge(Optional<LiveState.Known> world) {
        return world.map(found -> found.capsule().text().length())
                .filter(size -> size > MOST_CAPSULE)
                .map(size -> "the state to go back to has " + size + " characters, more than the ledger keeps");
    }

    private void hold(List<Mark> claims) {
        for (var claim : claims) {
            marks.set(claim);
            if (claim.key().startsWith("lock/") || claim.key().startsWith("blast/")) {
                held.add(claim.key());
            }
        }
    }

    /** The hash that approvers agree to: this action with these parameters, for this run. */
    private String planHash(Action action) {
        return Sha256.hex(base.id() + "\n" + ActionCatalogue.toJson(action).text());
    }

    private void tell(Message message) {
        if (settings.filter(overrides -> overrides.mode() == Mode.OBSERVE).isPresent()) {
            note("not-told", message.toJson().with("because", "the rule only observes"));
            return;
        }
        if (standing.isPresent() && message.urgency() == Message.Urgency.PAGE) {
            pageOnce(message, standing.get());
        } else {
            send(message);
        }
    }

    private void send(Message message) {
        note("tell", message.toJson());
        plan(new EffectJson.Planned.PlannedTell(message));
    }

    /** A breaker or a pause ends each run of a storm: on-call is paged about the first one. */
    private void pageOnce(Message message, Verdict.Deny denial) {
        var told = toldBefore().filter(one -> one.covers(denial, now));
        if (told.isPresent()) {
            note(
                    "not-told",
                    message.toJson()
                            .with(
                                    "because",
                                    "on-call was paged about the same by run "
                                            + told.get().run())
                            .with("toldBy", told.get().run()));
        } else {
            paged = true;
            send(message.with(List.of(ToldDenial.LATER)));
        }
    }

    private Optional<ToldDenial> toldBefore() {
        try {
            return base.thread().isEmpty() ? Optional.empty() : ToldDenial.in(marks.get(base.thread()));
        } catch (JsonException e) {
            ports.host().trouble("the mark " + base.thread() + " cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A page could not be delivered: the next run about the same pages again. */
    void notDelivered() {
        if (toldBefore().filter(one -> one.run().equals(base.id().value())).isPresent()) {
            marks.set(new Mark(base.thread(), ToldDenial.forgotten(marks.get(base.thread())), now.plus(LONGEST_RUN)));
        }
    }

    private void begin(Signal.Request request) {
        note("begin", request.toJson());
        plan(new EffectJson.Planned.PlannedBegin(request));
    }

    private void plan(EffectJson.Planned effect) {
        mine.add(nextEffect);
        pending.add(new Pending(nextEffect++, 1, now.plus(ports.limits().lease()), EffectJson.of(effect)));
    }

    private void ask(Effect.AskApproval ask) {
        var need = ask.need();
        var hash = planHash(ask.action());
        ask(
                new Approval(
                        hash,
                        ask.action().sentence(),
                        need.approvers(),
                        need.needed(),
                        now.plus(need.within()),
                        List.of(),
                        ask.stage()),
                ask.message());
    }

    private void ask(Approval question, Message message) {
        approval = Optional.of(question);
        note(
                "asked",
                Json.obj()
                        .with("plan", question.planHash())
                        .with("sentence", question.plan())
                        .with("approvers", Json.strings(question.approvers()))
                        .with("needed", question.needed())
                        .with("expiresAt", question.expiresAt().toString()));
        tell(message.asking(question.request(base.id())));
    }

    /**
     * Asks the current approvers if the approvers asked before who still are approvers are too few to agree. If the
     * current policy asks nobody, nobody can agree: the question ends, and a human decides.
     */
    void renewQuestion() {
        var open = approval.filter(question -> !question.granted() && !question.expired(now));
        if (open.isEmpty()) {
            return;
        }
        var question = open.get();
        var today = today(question);
        if (today.isEmpty()) {
            note("question-ended", Json.obj().with("plan", question.planHash()).with("reason", NOBODY_ASKED));
            closeQuestion();
            learn(new Fact.Expired(question.planHash()));
        } else if (!question.canBeGranted(today.get().approvers(), today.get().needed())) {
            renew(question, today.get());
        }
    }

    private void renew(Approval question, GuardrailSettings.Approval today) {
        var next = new Approval(
                question.planHash(),
                question.plan(),
                today.approvers(),
                today.needed(),
                now.plus(today.within()),
                question.today(today.approvers(), today.needed()).given(),
                question.stage());
        ask(
                next,
                new Message(
                        settings.map(GuardrailSettings::pageChannel).orElse(""),
                        Message.Urgency.PAGE,
                        "Approval needed: " + question.plan(),
                        List.of(
                                "The policy has other approvers now; who was asked before and is none cannot answer.")));
    }

    private void finish(Outcome how, String why) {
        outcome = Optional.of(how);
        reason = why;
        wakeUps.clear();
        approval = Optional.empty();
        note(
                "finished",
                Json.obj().with("outcome", how.name()).with("reason", why).with("acts", acts));
        if (!base.thread().isEmpty()) {
            var told = paged
                    ? standing.map(denial -> new ToldDenial(base.id().value(), denial.reason(), now))
                    : toldBefore();
            marks.set(new Mark(
                    base.thread(),
                    ToldDenial.mark("", told),
                    now.plus(ports.limits().rememberSignals())));
        }
        try {
            aftermath(how);
        } catch (JsonException e) {
            ports.host().trouble("a mark held by run " + base.id() + " cannot be read: " + e.getMessage());
        }
        held.clear();
    }

    private void aftermath(Outcome how) throws JsonException {
        marks.see(held);
        var values = new LinkedHashMap<String, Json.Obj>();
        held.forEach(key -> values.put(key, marks.get(key)));
        RunEndMarks.release(base.id().value(), values, now).forEach(marks::set);
        if (acts > 0) {
            breaker(how);
        }
    }

    private void breaker(Outcome how) throws JsonException {
        var before = marks.get(MarkKeys.breaker(base.rule()));
        var after = switch (how) {
            case RESOLVED -> RunEndMarks.helped(base.rule(), before, now);
            case ESCALATED, ROLLED_BACK, FAILED ->
                RunEndMarks.failed(
                        base.rule(),
                        before,
                        settings.orElse(GuardrailSettings.DEFAULT).breaker(),
                        now);
            case NOT_NEEDED, ABORTED -> new Mark(MarkKeys.breaker(base.rule()), before, now);
        };
        if (after.value().equals(before)) {
            return;
        }
        marks.set(after);
        if (RunEndMarks.isOpen(after.value()) && !RunEndMarks.isOpen(before)) {
            note("breaker-opened", Json.obj().with("rule", base.rule()));
            page(
                    "The breaker of rule " + base.rule() + " opened",
                    "Its acts did not help several times. It does nothing until somebody closes it: nightshift resume --rule "
                            + base.rule());
        }
    }

    /** Reports whether the run is finished, before this turn or in it. */
    boolean isOver() {
        return outcome.isPresent();
    }

    /**
     * Approvers and on-call were told how the run ended; without this message they would miss what the run learns
     * later.
     */
    void tellIfOver(String line) {
        if (isOver()) {
            page("Run " + base.id() + " is over, and did more than was known", line);
        }
    }

    private void page(String title, String line) {
        var channel = settings.map(GuardrailSettings::pageChannel).orElse("");
        tell(new Message(channel, Message.Urgency.PAGE, title, List.of(line)));
    }

    /** Removes a wake-up, because its timer has fired. */
    void fire(String name) {
        wakeUps.remove(name);
        learn(new Fact.TimerFired(name));
    }

    /** The question with only the answers that count under the current policy. */
    Approval counted(Approval question) {
        return today(question)
                .map(asked -> question.today(asked.approvers(), asked.needed()))
                .orElse(question);
    }

    /** The end of a question that is asked anew now. */
    Instant extended(Approval question) {
        return today(question)
                .map(asked -> now.plus(asked.within()))
                .filter(until -> until.isAfter(question.expiresAt()))
                .orElse(question.expiresAt());
    }

    void answer(Approval next) {
        approval = Optional.of(next);
    }

    void closeQuestion() {
        approval = Optional.empty();
    }

    /** Records that the effect has its result and is no longer planned. */
    void done(long number) {
        pending.removeIf(effect -> effect.number() == number);
    }

    /** Counts an act that happened or may have, unless it only told somebody. */
    void acted(Action action) {
        acts += action.tells() ? 0 : 1;
    }

    boolean isPending(long number) {
        return pending.stream().anyMatch(effect -> effect.number() == number);
    }

    /** Plans the effect again; this worker performs it right after the commit. */
    void again(Pending effect) {
        mine.add(effect.number());
        later(effect, now.plus(ports.limits().lease()));
    }

    /** Plans the effect again, for any worker that checks the run from that time on. */
    void later(Pending effect, Instant free) {
        later(effect, effect.attempt() + 1, free);
    }

    /** The same for an effect that was not attempted. */
    void postpone(Pending effect, Instant free) {
        later(effect, effect.attempt(), free);
    }

    private void later(Pending effect, int attempt, Instant free) {
        done(effect.number());
        pending.add(new Pending(effect.number(), attempt, free, effect.effect()));
    }

    /** Judges an act of a dead worker again: the guardrails may forbid now what they allowed then. */
    boolean stillAllowed(EffectJson.Planned.PlannedAct act) {
        var judgement = judge(act.action(), act.undo(), reads.before(act.action()));
        if (judgement.decisive() instanceof Verdict.Allow) {
            hold(judgement.claims());
            return true;
        }
        queue.add(new Fact.Refused(act.action(), judgement.decisive(), true));
        return false;
    }

    /** Processes facts that were queued outside of {@link #learn}. */
    void drain() {
        var waiting = new ArrayList<>(queue);
        queue.clear();
        waiting.forEach(this::learn);
    }

    /** The effects that this turn planned: its worker performs them after the commit. */
    Set<Long> mine() {
        return mine;
    }

    /** A reader of the messages about the run would see something old: a question that was answered, a run that ended. */
    private boolean messagesAreOld() {
        boolean answered = base.approval().isPresent() && !base.approval().equals(approval);
        boolean ended = outcome.isPresent() && base.outcome().isEmpty();
        return ports.messenger().follows() && (answered || ended);
    }

    Turn turn() {
        if (messagesAreOld()) {
            plan(new EffectJson.Planned.PlannedShow());
        }
        if (entries.isEmpty()) {
            // Replanning an effect is a new state, too.
            note("turn", Json.obj().with("pending", pending.size()));
        }
        var run = new Run(
                base.key(),
                base.version() + 1,
                outcome.isPresent() ? Status.FINISHED : pending.isEmpty() ? Status.WAITING : Status.WORKING,
                base.rule(),
                base.environment(),
                base.plan(),
                base.thread(),
                playbook.write(state),
                wakeUps,
                pending,
                approval,
                List.copyOf(held),
                acts,
                nextEffect,
                base.entries() + entries.size(),
                head,
                base.startedAt(),
                now,
                outcome,
                reason);
        return Turn.sealed(run, base.version(), entries, marks.writes());
    }
}
