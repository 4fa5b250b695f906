package io.nightshift.remediation;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.decode.SignalSummary;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.Machine;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.RelatedKinds;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes one decision of a remediation by {@link RemediationTable}: query, act, wait, query again; undo an act that did
 * not help and try the next rung; escalate to on-call when no rung is left.
 */
final class RemediationMachine extends Machine<EpisodePhase, Episode, RemediationMachine> {

    private static final String SOAK = "soak";
    private static final String EXPIRY = "expiry";

    /**
     * How many queries may be inconclusive, or acts may fail for transient reasons, before this counts as the result.
     */
    private static final int MOST_TRIES = 3;

    /** The query for a health that says whether the last act helped, not which member to act on. */
    private static final Json.Obj VERIFIES = Json.obj().with("verifies", true);

    private static final String UNCONFIRMED = "the act got no answer, and nothing can tell whether it happened";

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** If an act is held back longer than this while the alarm fires, on-call is informed. */
    private static final Duration HELD_LONG = Duration.ofMinutes(15);

    /**
     * Labels by which the alarm's owner holds back the alarm's own actions; then Nightshift's are not wanted either.
     */
    private static final List<String> HELD_BACK = List.of("muted-by", "actions-suppressed-by");

    private final Plan plan;

    RemediationMachine(Plan plan, Context context) {
        super(RemediationTable.TABLE, context);
        this.plan = plan;
    }

    @Override
    protected RemediationMachine self() {
        return this;
    }

    @Override
    protected String page() {
        return plan.page();
    }

    @Override
    protected String title(Episode state) {
        return state.report().title();
    }

    /** The soak and the expiry have timers of their own: an earlier wake-up must not end them. */
    @Override
    protected String timer(Episode state) {
        return switch (state.phase()) {
            case SOAKING -> SOAK;
            case EXPIRING -> EXPIRY;
            case LOOKING, ACTING, WAITING, DEFERRED, ASKING, UNDOING, DONE -> STEP;
        };
    }

    Expiry expiry() {
        return new Expiry(this);
    }

    /** Inconclusive queries are counted in {@link Episode#looks}. */
    @Override
    protected int patience(Episode state) {
        return 0;
    }

    @Override
    protected boolean retries(Episode state, Problem problem) {
        return false;
    }

    @Override
    protected Step<Episode> aborted(Episode state, Fact.Aborted aborted) {
        var told = state.expires().isPresent() ? state.tell("the act stays: nothing undoes it any more") : state;
        return finish(told, Outcome.ABORTED, "stopped by " + aborted.by() + ": " + aborted.reason());
    }

    /** Messages say what was reported, for humans in lines and for machines as data. */
    @Override
    protected Message about(Episode state, Message message) throws JsonException {
        var about = state.report().about();
        return about.members().isEmpty()
                ? message
                : message.with(SignalSummary.lines(about)).about(about);
    }

    @Override
    protected Step<Episode> arrived(Episode state, Signal signal) throws JsonException {
        if (state.report().isEmpty()) {
            return first(state.reporting(Report.first(signal, context())), signal);
        }
        if (signal instanceof Signal.Alarm alarm && alarm.state() == AlarmState.UNKNOWN) {
            return Step.of(state.tell("the alarm " + alarm.name() + " has too little data to tell"));
        }
        if (signal instanceof Signal.Due) {
            return Step.of(state.tell("due again while it is still busy"));
        }
        var condition = ReportedCondition.of(signal);
        boolean known = state.report().knows(condition);
        if (!known && !condition.holds()) {
            return Step.of(state);
        }
        var next = state.reporting(state.report().with(condition));
        return condition.holds()
                ? reported(known ? next : next.tell("reported, too: " + Report.title(signal)), signal, known)
                : ended(next, signal);
    }

    /** An alarm that fires still tells nothing new; anything else that is reported again came back. */
    private Step<Episode> reported(Episode state, Signal signal, boolean known) throws JsonException {
        if (isAfterTheAct(state, signal) && state.phase() != EpisodePhase.EXPIRING) {
            return happenedAgain(state.happenedAgain());
        }
        if (state.phase() == EpisodePhase.EXPIRING && !state.report().onlyAlarms()) {
            return expiry().prolong(state);
        }
        if (state.phase() == EpisodePhase.SOAKING || state.phase() == EpisodePhase.EXPIRING) {
            return flapped(state);
        }
        return Step.of(known && !state.report().onlyAlarms() ? state.tell("it was reported again") : state);
    }

    /** A log line and a failed call each happened at their time, which nobody can query. */
    private static boolean isAfterTheAct(Episode state, Signal signal) {
        boolean happens = signal instanceof Signal.LogLine || signal instanceof Signal.FunctionResult;
        return happens
                && state.last().filter(act -> signal.time().isAfter(act.at())).isPresent();
    }

    /** The act did not help. During its wait the run still gives it the rest of that time; later it takes the next rung. */
    private Step<Episode> happenedAgain(Episode state) throws JsonException {
        var told = state.tell("it happened again after the act");
        if (state.phase() != EpisodePhase.SOAKING) {
            return Step.of(told);
        }
        var waits = plan.ladder().get(told.rung() - 1).settle();
        var until = told.last().orElseThrow().at().plus(waits);
        var waiting = to(told, EpisodePhase.WAITING);
        return until.isAfter(now()) ? laterAt(waiting, until) : query(waiting);
    }

    private Step<Episode> ended(Episode state, Signal signal) {
        return state.firing() ? Step.of(state.tell("no longer so: " + Report.title(signal))) : recovered(state);
    }

    private Step<Episode> first(Episode state, Signal signal) throws JsonException {
        var begun = state.tell(signal.time() + " " + title(state));
        for (var label : HELD_BACK) {
            var by = signal.labels().get(label);
            if (by != null) {
                return finish(begun, Outcome.NOT_NEEDED, "its owner holds it back: " + label + " " + by);
            }
        }
        return plan.grace().isZero() ? query(begun) : later(begun, plan.grace());
    }

    /**
     * Queries whether what was reported is still so; always before an act, and once more at the end. Alarms are
     * queried one by one. The states of anything else cannot be queried: it is so until its sender says otherwise, or
     * until an act has its effect, which is read back.
     */
    Step<Episode> query(Episode state) throws JsonException {
        return queryAfter(state, "");
    }

    private Step<Episode> queryAfter(Episode state, String alarm) throws JsonException {
        var next = state.report().alarmAfter(alarm);
        if (next.isPresent()) {
            return observe(
                    state,
                    RemediationTable.ALARM,
                    context().key().subject(),
                    next.get().query());
        }
        if (state.report().onlyAlarms()) {
            return well(state.looked(true).over());
        }
        if (state.again()) {
            return sick(state);
        }
        if (state.last().isPresent()) {
            var done = state.last().get();
            if (done.effect() == 0) {
                // A run of an earlier version: its act cannot be found again.
                return observe(state, RemediationTable.HEALTH, context().key().subject(), VERIFIES);
            }
            return readBack(state, Remediation.ALL.fromJson(View.of(done.action())), done.capsule(), done.effect());
        }
        return state.firing() ? sick(state) : well(state);
    }

    private Step<Episode> recovered(Episode state) {
        return switch (state.phase()) {
            case ACTING, UNDOING, SOAKING, EXPIRING, DONE -> Step.of(state);
            case LOOKING, WAITING, DEFERRED, ASKING -> soak(state);
        };
    }

    private Step<Episode> soak(Episode state) {
        return later(
                to(
                        state.over().tell("it is well; it has to stay well for " + DurationText.say(plan.soak())),
                        EpisodePhase.SOAKING),
                plan.soak());
    }

    /**
     * The same alarm belongs to the same episode: the last act gets its time again, and no rung is climbed for a flap
     * alone.
     */
    private Step<Episode> flapped(Episode state) throws JsonException {
        var back = state.flapped().ending(Optional.empty()).tell("it came back (" + (state.flaps() + 1) + ")");
        if (back.flaps() > plan.flapLimit()) {
            return escalate(back, "it flaps: it came back " + back.flaps() + " times");
        }
        var wait = back.acted() ? plan.ladder().get(back.rung() - 1).settle() : plan.grace();
        var next = to(back, back.acted() ? EpisodePhase.WAITING : EpisodePhase.LOOKING);
        return wait.isZero() ? query(next) : later(next, wait);
    }

    Step<Episode> alarm(Episode state, Answer<View> answer) throws JsonException {
        return alarm(state, answer.query(), answer.health());
    }

    private Step<Episode> alarm(Episode state, Query asked, Health health) throws JsonException {
        var key = View.of(asked.with()).at("key").text();
        return switch (health) {
            case WELL -> queryAfter(known(state, key, false), key);
            case UNWELL -> sick(known(state.looked(true), key, true));
            case UNKNOWN -> dontKnow(state, "the platform cannot tell how it is");
        };
    }

    private static Episode known(Episode state, String key, boolean holds) {
        return state.report()
                .condition(key)
                .map(one -> state.reporting(state.report().with(one.holds(holds))))
                .orElse(state);
    }

    /**
     * The act's own actor says whether it has its effect; if it cannot, the health of the subject has to. Health says nothing
     * about an act that may not have happened: the subject may have been healthy all the time.
     */
    Step<Episode> readBack(Episode state, Answer<View> answer) throws JsonException {
        return switch (answer.health()) {
            case WELL -> well(state.looked(true));
            case UNWELL -> sick(state.looked(true));
            case UNKNOWN ->
                state.unconfirmed()
                        ? dontKnow(state, UNCONFIRMED)
                        : observe(
                                state, RemediationTable.HEALTH, context().key().subject(), VERIFIES);
        };
    }

    Step<Episode> health(Episode state, Answer<Optional<String>> answer) throws JsonException {
        if (!verifies(answer.query())) {
            return aimed(unhealthy(state, answer), "no member of the group is unwell");
        }
        return switch (answer.health()) {
            case WELL -> well(state.looked(true));
            case UNWELL -> sick(unhealthy(state, answer).looked(true));
            case UNKNOWN -> dontKnow(state, "the platform cannot tell how it is");
        };
    }

    private static Episode unhealthy(Episode state, Answer<Optional<String>> answer) {
        var group = answer.query().subject();
        return RelatedKinds.member(group.kind())
                .flatMap(kind -> answer.details().map(name -> new Resource(group.origin(), kind, name)))
                .map(state::aimedAt)
                .orElse(state);
    }

    Step<Episode> owner(Episode state, Answer<Optional<Resource>> answer) throws JsonException {
        return aimed(answer.details().map(state::aimedAt).orElse(state), "no workload owns " + answer.label());
    }

    /**
     * Of several targets the first is this run's own. Each other one gets a run of its own, which begins with the same rung.
     */
    Step<Episode> targets(Episode state, Answer<RelatedResources> answer) throws JsonException {
        var found = answer.details();
        var aim = RungTarget.read(View.of(answer.query().with()));
        if (found.resources().isEmpty() || !(aim instanceof RungTarget.Related related)) {
            return skip(state, "there is nothing to act on: no " + of(aim, answer));
        }
        var all = found.resources();
        var chosen = all.subList(0, Math.min(all.size(), related.atMost()));
        var names = chosen.stream().map(Resource::label).collect(Collectors.joining(", "));
        var left = found.found() - chosen.size();
        var told = state.aimedAt(chosen.getFirst())
                .tell(of(aim, answer) + ": " + names + (left > 0 ? "; " + left + " more are left alone" : ""));
        var step = begins(act(told), told, related, chosen.subList(1, chosen.size()));
        return left > 0
                ? telling(
                        step,
                        message(
                                INFO,
                                "Acts on " + chosen.size() + " of " + found.found() + ": " + title(told),
                                List.of(names)))
                : step;
    }

    private static String of(RungTarget aim, Answer<RelatedResources> answer) throws JsonException {
        return aim instanceof RungTarget.Related related
                ? related.of(answer.query().subject())
                : answer.label();
    }

    private Step<Episode> begins(Step<Episode> step, Episode state, RungTarget.Related aim, List<Resource> targets) {
        var effects = new ArrayList<>(step.effects());
        targets.forEach(target -> effects.add(
                new Effect.Begin(RelatedRun.request(context(), plan, state.report(), state.rung(), aim, target))));
        return new Step<>(step.next(), effects);
    }

    private static boolean verifies(Query query) {
        return query.with().equals(VERIFIES);
    }

    /**
     * No query is possible. For an alarm (an Alertmanager only pushes) the last signal is the latest information; for
     * an act it is the platform's confirmation.
     */
    Step<Episode> blind(Episode state, Fact.NotObserved not) throws JsonException {
        var why = "it could not be looked at: " + not.problem().message();
        boolean nobody = not.problem().code().equals("NoObserver");
        if (not.query().name().equals(Query.ALARM)) {
            return nobody ? alarm(state, not.query(), latest(state, not.query())) : dontKnow(state, why);
        }
        if (!verifies(not.query())) {
            return notAimed(state.tell(why));
        }
        return nobody && !state.unconfirmed()
                ? well(state.looked(true).tell("the act was confirmed; nothing here can read its effect back"))
                : dontKnow(state, why);
    }

    private static Health latest(Episode state, Query alarm) throws JsonException {
        var known = state.report().condition(View.of(alarm.with()).at("key").text());
        return known.filter(ReportedCondition::holds).isPresent() ? Health.UNWELL : Health.WELL;
    }

    /** What the rung would act on could not be read: the rung is tried again, and then skipped. */
    private Step<Episode> notAimed(Episode state) throws JsonException {
        var next = state.tried(state.tries() + 1);
        return next.tries() < MOST_TRIES ? later(next, LOOK_AGAIN) : skip(next, "nothing is known to act on");
    }

    private Step<Episode> dontKnow(Episode state, String why) {
        var next = state.looked(false).tell(why);
        return next.looks() >= MOST_TRIES
                ? escalate(next, why + " (" + next.looks() + " looks)")
                : later(next, LOOK_AGAIN);
    }

    private Step<Episode> well(Episode state) {
        return state.phase() == EpisodePhase.SOAKING ? finishWell(state) : soak(state);
    }

    private Step<Episode> finishWell(Episode state) {
        if (!state.acted()) {
            return finish(state, Outcome.NOT_NEEDED, "it recovered without an act of ours and stayed well");
        }
        var outcome = state.undone() ? Outcome.ROLLED_BACK : Outcome.RESOLVED;
        var soaked = DurationText.say(plan.soak());
        var reason = state.undone()
                ? "it is well after the last act was undone, and stayed well"
                : state.report().onlyAlarms()
                        ? "it is well after the act, and stayed well for " + soaked + unconfirmed(state)
                        : "the act was checked, and checked again after " + soaked;
        return end(state.tell(reason), outcome, reason, INFO);
    }

    private static String unconfirmed(Episode state) {
        return state.unconfirmed() ? "; the act got no answer and may not have happened" : "";
    }

    private Step<Episode> sick(Episode state) throws JsonException {
        return switch (state.phase()) {
            case SOAKING -> flapped(state);
            case WAITING -> undoOrClimb(state.tell("it did not help"));
            case LOOKING -> act(state);
            case DEFERRED -> act(to(state, EpisodePhase.LOOKING));
            case ACTING, UNDOING, ASKING, EXPIRING, DONE -> Step.of(state);
        };
    }

    private Step<Episode> undoOrClimb(Episode state) throws JsonException {
        var undo = state.last().isPresent() ? undo(state.last().get()) : Optional.<Action>empty();
        return undo.isPresent() ? undo(to(state, EpisodePhase.UNDOING), undo.get()) : act(state);
    }

    private static Optional<Action> undo(Episode.Done done) throws JsonException {
        return Remediation.ALL.fromJson(View.of(done.action())).undo(done.capsule());
    }

    /**
     * Performs the current rung on its target: the rung's own, the subject, or an unhealthy member of the subject's
     * group.
     */
    Step<Episode> act(Episode state) throws JsonException {
        if (state.rung() >= plan.ladder().size()) {
            return escalate(state, plan.ladder().isEmpty() ? "the rule has no actions" : "no rung is left");
        }
        var rung = plan.ladder().get(state.rung());
        var type = Remediation.CATALOGUE.type(rung.action());
        if (type.isEmpty()) {
            return escalate(state, "the ladder names an unknown action");
        }
        var subject = context().key().subject();
        var aim = rung.target().orElse(new RungTarget.Named(subject.kind(), subject.name()));
        var aimed = switch (aim) {
            case RungTarget.Named named ->
                related(type.get(), named.in(subject)).map(asked -> asked.about(named.in(subject), Json.obj()));
            case RungTarget.Related to -> Optional.of(RemediationTable.RELATED.about(subject, to.json()));
        };
        if (aimed.isPresent() && state.member().isEmpty()) {
            return observe(to(state, EpisodePhase.LOOKING), aimed.get());
        }
        var target = aim instanceof RungTarget.Named named ? named.in(subject) : subject;
        return act(state, rung, type.get(), aimed.isPresent() ? state.member(target) : target);
    }

    private Step<Episode> act(Episode state, Plan.Rung rung, ActionType type, Resource target) throws JsonException {
        try {
            var with = rung.with().with(ActionType.ABOUT, state.report().about());
            var action = type.reader().read(target, View.of(with));
            return act(to(state, EpisodePhase.ACTING), action);
        } catch (JsonException e) {
            return climb(state.tell("rung " + (state.rung() + 1) + " cannot be used: " + e.getMessage()));
        }
    }

    private Step<Episode> climb(Episode state) throws JsonException {
        return act(state.nextRung());
    }

    /** The question for what the action is aimed at, if it does not accept the target itself. */
    private static Optional<Question<?>> related(ActionType type, Resource target) {
        var accepted = type.kinds();
        if (accepted.isEmpty() || accepted.contains(target.kind())) {
            return Optional.empty();
        }
        if (RelatedKinds.member(target.kind()).filter(accepted::contains).isPresent()) {
            return Optional.of(RemediationTable.HEALTH);
        }
        return RelatedKinds.owned(target.kind(), accepted) ? Optional.of(RemediationTable.OWNER) : Optional.empty();
    }

    private Step<Episode> aimed(Episode found, String otherwise) throws JsonException {
        return found.member().isEmpty() ? skip(found, otherwise) : act(found);
    }

    private Step<Episode> skip(Episode state, String why) throws JsonException {
        return climb(state.tell(why + ": rung " + (state.rung() + 1) + " is skipped"));
    }

    Step<Episode> undone(Episode state, Fact.Acted acted) throws JsonException {
        return state.ending().isPresent() ? expiry().undone(state, acted) : undone(state, acted.action());
    }

    private Step<Episode> undone(Episode state, Action undo) throws JsonException {
        var undone = to(state.undid().tell("undone: " + undo.sentence()), EpisodePhase.LOOKING);
        return state.firing() ? act(undone) : soak(undone);
    }

    Step<Episode> acted(Episode state, Fact.Acted acted) {
        var did = state.did(done(acted.action(), acted.capsule(), acted.effect()), true)
                .tell("done: " + acted.action().sentence());
        return waitFor(did, plan.ladder().get(state.rung()).settle());
    }

    private Episode.Done done(Action action, Json.Obj capsule, long effect) {
        return new Episode.Done(ActionCatalogue.toJson(action), capsule, effect, now(), expiry().of(action));
    }

    private Step<Episode> waitFor(Episode state, Duration wait) {
        return state.firing() ? later(to(state.nextRung(), EpisodePhase.WAITING), wait) : soak(state.nextRung());
    }

    private static Episode told(Episode state, Fact.Failed failed) {
        return state.tell("failed: " + failed.action().sentence() + ": "
                + failed.problem().message());
    }

    Step<Episode> notUndone(Episode state, Fact.Failed failed) throws JsonException {
        if (state.ending().isPresent()) {
            return expiry().notUndone(told(state, failed), failed.problem());
        }
        return isAlreadySo(failed)
                ? undone(state, failed.action())
                : escalate(
                        told(state, failed),
                        "the act could not be undone: " + failed.problem().message());
    }

    private static boolean isAlreadySo(Fact.Failed failed) {
        return failed.problem().code().equals(ActionExecution.ALREADY);
    }

    /**
     * A finding whose act is already so is no longer so, or never was. Anything else needs another rung, as long as there
     * is one.
     */
    private Step<Episode> alreadySo(Episode state, Action action) throws JsonException {
        var told = state.tell("already so: " + action.sentence());
        boolean last = told.rung() + 1 >= plan.ladder().size();
        if (told.acted()
                || told.report().onlyAlarms()
                || !(last || told.report().onlyFindings())) {
            return climb(told);
        }
        var reason = "nothing is left to do; it is already so: " + action.sentence();
        var message = message(INFO, "Nothing to do: " + title(told), told.story());
        return finish(told, Outcome.NOT_NEEDED, reason, new Effect.Tell(message));
    }

    Step<Episode> failed(Episode state, Fact.Failed failed) throws JsonException {
        var problem = failed.problem();
        if (isAlreadySo(failed)) {
            return alreadySo(state, failed.action());
        }
        var told = told(state, failed);
        boolean begun = problem.code().equals(ActionExecution.BEGUN);
        var done = done(failed.action(), failed.capsule(), failed.effect()).unconfirmed();
        if (problem.retryable() && (begun || !problem.mayHaveHappened()) && told.tries() + 1 < MOST_TRIES) {
            var did = begun ? told.did(done.withStepsLeft(), true) : told;
            var next = did.tried(told.tries() + 1);
            return later(to(next, EpisodePhase.DEFERRED), LOOK_AGAIN.multipliedBy(next.tries()));
        }
        // Treat an act that may have happened as done: query whether it helped, and undo it if not.
        return problem.mayHaveHappened() || told.begun()
                ? waitFor(told.did(done, true), plan.ladder().get(state.rung()).settle())
                : climb(told);
    }

    @Override
    protected Step<Episode> refused(Episode state, Fact.Refused refused) throws JsonException {
        var action = refused.action();
        var verdict = refused.verdict();
        var told =
                state.tell("held back by " + verdict.guardrail() + ": " + action.sentence() + ": " + refused.reason());
        if (state.phase() == EpisodePhase.UNDOING && state.ending().isPresent()) {
            return expiry().refused(told, refused);
        }
        if (state.phase() == EpisodePhase.UNDOING) {
            return escalate(told, "the act could not be undone: " + refused.reason());
        }
        return switch (verdict) {
            case Verdict.Deny ignored -> escalate(told, verdict.guardrail() + ": " + refused.reason());
            case Verdict.Defer defer -> defer(told, action, defer);
            case Verdict.DryRun ignored -> dryRun(told, action);
            case Verdict.NeedApproval need -> ask(told, action, need);
            case Verdict.Allow ignored -> throw new IllegalStateException("an allowed act is never refused");
        };
    }

    private Step<Episode> defer(Episode state, Action action, Verdict.Defer verdict) {
        var next = to(state.heldBack(now()), EpisodePhase.DEFERRED);
        var since = next.deferral().since().orElse(now());
        // Many short waits add up to a long one.
        if (next.deferral().told() || verdict.until().isBefore(since.plus(HELD_LONG))) {
            return laterAt(next, verdict.until());
        }
        var message = message(
                PAGE,
                "Held back: " + title(state),
                List.of("Wanted to " + action.sentence(), verdict.reason(), "Tried again at " + verdict.until()));
        return telling(laterAt(next.told(), verdict.until()), message);
    }

    /** Continues as if the act had been performed and had its time, so that the dry run shows the whole ladder. */
    private Step<Episode> dryRun(Episode state, Action action) {
        var done = state.did(done(action, Json.obj(), 0), false);
        return telling(
                waitFor(done, plan.ladder().get(state.rung()).settle()),
                message(INFO, "Dry run: would " + action.sentence(), List.of(title(state))));
    }

    private Step<Episode> ask(Episode state, Action action, Verdict.NeedApproval need) {
        var message = message(PAGE, "Approval needed: " + action.sentence(), List.of(title(state), need.reason()));
        return Step.of(to(state, EpisodePhase.ASKING), new Effect.AskApproval(action, need, message));
    }

    Step<Episode> approved(Episode state, Fact.Approved approved) throws JsonException {
        return query(to(state.tell("approved by " + approved.by()), EpisodePhase.LOOKING));
    }

    Step<Episode> unapproved(Episode state, PhaseTable.Unapproved unapproved) {
        return escalate(state, unapproved.why());
    }

    Step<Episode> escalate(Episode state, String why) {
        var outcome = state.undone() ? Outcome.ROLLED_BACK : Outcome.ESCALATED;
        return end(state.tell("a human has to look: " + why), outcome, why, PAGE);
    }

    private Step<Episode> end(Episode state, Outcome outcome, String reason, Urgency urgency) {
        var title = (urgency == PAGE ? "Needs a human: " : "Resolved: ") + title(state);
        var message = message(urgency, title, state.story());
        return expiry().isAhead(state)
                ? expiry().await(state, new Episode.Ending(outcome, reason), message)
                : finish(state, outcome, reason, new Effect.Tell(message));
    }
}
