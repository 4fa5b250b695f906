package io.nightshift.remediation;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Climbs a ladder: query, act, wait, query again; undo an act that did not help and try the next rung; escalate to
 * on-call when no rung is left. The alarm's own recovery ends it, after the alarm has stayed OK for the soak time.
 */
public final class RemediationPlaybook implements Playbook<Episode> {

    private static final String STEP = "step";
    private static final String SOAK = "soak";

    /**
     * How many queries may be inconclusive, or acts may fail for transient reasons, before this counts as the result.
     */
    private static final int PATIENCE = 3;

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** If an act is held back longer than this while the alarm fires, on-call is informed. */
    private static final Duration HELD_LONG = Duration.ofMinutes(15);

    /**
     * Labels by which the alarm's owner holds back the alarm's own actions; then Nightshift's are not wanted either.
     */
    private static final List<String> HELD_BACK = List.of("muted-by", "actions-suppressed-by");

    /** The kind of a group's members, by the group's kind. */
    private static final Map<String, String> MEMBERS = Map.of(
            Kinds.AUTO_SCALING_GROUP, Kinds.EC2_INSTANCE,
            Kinds.TARGET_GROUP, Kinds.EC2_INSTANCE,
            Kinds.INSTANCE_GROUP, Kinds.GCE_INSTANCE);

    @Override
    public String name() {
        return "remediation";
    }

    @Override
    public boolean begins(Signal signal) {
        return switch (signal) {
            case Signal.Alarm alarm -> alarm.state() == AlarmState.FIRING;
            case Signal.Finding finding -> finding.open();
            case Signal.FunctionResult result -> !result.succeeded();
            case Signal.LogLine ignored -> true;
            case Signal.ResourceChange ignored -> true;
            case Signal.ProviderNotice ignored -> true;
            case Signal.Notice ignored -> true;
            case Signal.ImagePush ignored -> false;
            case Signal.ImageScan ignored -> false;
            case Signal.Request ignored -> false;
        };
    }

    @Override
    public String cause(Signal signal, String rule) {
        return signal instanceof Signal.Alarm alarm ? "alarm:" + alarm.key() : "rule:" + rule;
    }

    @Override
    public Episode start(Context context) {
        return Episode.START;
    }

    @Override
    public Json.Obj write(Episode state) {
        return state.toJson();
    }

    @Override
    public Episode read(View json) throws JsonException {
        return Episode.fromJson(json);
    }

    @Override
    public Step<Episode> decide(Episode state, Fact fact, Context context) {
        try {
            return new Turn(Plan.read(context.plan()), context).decide(state, fact);
        } catch (JsonException e) {
            return Step.of(
                    state, new Effect.Finish(Outcome.FAILED, "the rule's ladder cannot be read: " + e.getMessage()));
        }
    }

    /** One decision, with the plan and the context at hand. */
    private record Turn(Plan plan, Context context) {

        Step<Episode> decide(Episode state, Fact fact) throws JsonException {
            return switch (fact) {
                case Fact.Arrived arrived -> arrived(state, arrived.signal());
                case Fact.Observed observed -> observed(state, observed);
                case Fact.NotObserved not -> notObserved(state, not.problem());
                case Fact.Acted acted -> acted(state, acted.action(), acted.capsule());
                case Fact.Failed failed -> failed(state, failed);
                case Fact.Refused refused -> refused(state, refused);
                case Fact.TimerFired fired -> timer(state, fired.name());
                case Fact.Approved approved ->
                    look(state.tell("approved by " + approved.by()).in(EpisodePhase.LOOKING));
                case Fact.Rejected rejected ->
                    unapproved(state, rejected.by() + " rejected the plan: " + rejected.reason());
                case Fact.Expired ignored -> unapproved(state, "nobody approved the plan in time, which means no");
                case Fact.Commanded told ->
                    Step.of(state.tell(told.by() + " said " + told.command() + ", which a remediation does not know"));
                case Fact.Aborted aborted ->
                    Step.of(
                            state,
                            new Effect.Finish(Outcome.ABORTED, "stopped by " + aborted.by() + ": " + aborted.reason()));
            };
        }

        private Step<Episode> arrived(Episode state, Signal signal) throws JsonException {
            if (state.title().isEmpty()) {
                return first(state.about(question(signal), title(signal)), signal);
            }
            if (!(signal instanceof Signal.Alarm alarm)) {
                return Step.of(state.tell("it was reported again"));
            }
            return switch (alarm.state()) {
                case UNKNOWN -> Step.of(state.tell("the alarm has too little data to tell"));
                case OK -> recovered(state.firing(false));
                case FIRING -> firesAgain(state);
            };
        }

        private Step<Episode> first(Episode state, Signal signal) throws JsonException {
            var begun = state.tell(signal.time() + " " + state.title());
            for (var label : HELD_BACK) {
                var by = signal.labels().get(label);
                if (by != null) {
                    return Step.of(
                            begun,
                            new Effect.Finish(Outcome.NOT_NEEDED, "its owner holds it back: " + label + " " + by));
                }
            }
            return plan.grace().isZero()
                    ? look(begun)
                    : Step.of(begun, new Effect.WakeAt(STEP, context.now().plus(plan.grace())));
        }

        private static String title(Signal signal) {
            var what = switch (signal) {
                case Signal.Alarm alarm -> "alarm " + alarm.name();
                case Signal.LogLine line -> "log line in " + line.log();
                case Signal.ResourceChange change -> change.change();
                case Signal.Finding finding -> "finding " + finding.control();
                case Signal.ProviderNotice notice -> "provider notice " + notice.code();
                case Signal.FunctionResult result -> "failed call of " + result.function();
                case Signal.Notice notice -> "event " + notice.eventType();
                case Signal.ImagePush push -> "push of " + push.name();
                case Signal.ImageScan scan -> "scan of " + scan.name();
                case Signal.Request request -> "request for " + request.name();
            };
            var line = what + " on " + signal.subject().label();
            return line.length() <= 200 ? line : line.substring(0, 200) + "…";
        }

        private static Json.Obj question(Signal signal) {
            return signal instanceof Signal.Alarm alarm
                    ? Json.obj()
                            .with("name", Query.ALARM)
                            .with("key", alarm.key())
                            .with("alarm", alarm.name())
                            .with("source", alarm.header().source())
                    : Json.obj().with("name", Query.HEALTH);
        }

        /** Queries whether the subject is healthy; always before an act, and once more at the end. */
        private Step<Episode> look(Episode state) throws JsonException {
            var name = View.of(state.query()).at("name").text();
            return Step.of(
                    state, new Effect.Observe(new Query(name, context.key().subject(), state.query())));
        }

        private Step<Episode> recovered(Episode state) {
            return switch (state.phase()) {
                case ACTING, UNDOING, SOAKING -> Step.of(state);
                case LOOKING, WAITING, DEFERRED, ASKING -> soak(state);
            };
        }

        private Step<Episode> soak(Episode state) {
            return Step.of(
                    state.firing(false)
                            .tell("it is well; it has to stay well for " + DurationText.say(plan.soak()))
                            .in(EpisodePhase.SOAKING),
                    new Effect.WakeAt(SOAK, context.now().plus(plan.soak())));
        }

        private Step<Episode> firesAgain(Episode state) throws JsonException {
            return switch (state.phase()) {
                case SOAKING -> flapped(state);
                case ACTING, UNDOING, LOOKING, WAITING, DEFERRED, ASKING -> Step.of(state.firing(true));
            };
        }

        /**
         * The same alarm belongs to the same episode: the last act gets its time again, and no rung is climbed for a
         * flap alone.
         */
        private Step<Episode> flapped(Episode state) throws JsonException {
            var back = state.flapped().tell("it came back (" + (state.flaps() + 1) + ")");
            if (back.flaps() > plan.flapLimit()) {
                return escalate(back, "the alarm flaps: it came back " + back.flaps() + " times");
            }
            var retryPolicy = back.acted() ? plan.ladder().get(back.rung() - 1).settle() : plan.grace();
            var next = back.in(back.acted() ? EpisodePhase.WAITING : EpisodePhase.LOOKING);
            return retryPolicy.isZero()
                    ? look(next)
                    : Step.of(next, new Effect.WakeAt(STEP, context.now().plus(retryPolicy)));
        }

        private Step<Episode> timer(Episode state, String name) throws JsonException {
            var due = switch (state.phase()) {
                case LOOKING, WAITING, DEFERRED -> name.equals(STEP);
                case SOAKING -> name.equals(SOAK);
                case ACTING, UNDOING, ASKING -> false;
            };
            return due ? look(state) : Step.of(state);
        }

        private Step<Episode> observed(Episode state, Fact.Observed seen) throws JsonException {
            if (seen.query().name().equals(Query.HEALTH)
                    && !View.of(state.query()).at("name").text().equals(Query.HEALTH)) {
                return aimed(state, seen);
            }
            return switch (seen.health()) {
                case WELL -> well(state.looked(true).firing(false));
                case UNWELL -> unwell(state.looked(true).firing(true), seen);
                case UNKNOWN -> dontKnow(state, "the platform cannot tell how it is");
            };
        }

        /** No query is possible (an Alertmanager only pushes): then the last signal is the latest information. */
        private Step<Episode> notObserved(Episode state, Problem problem) throws JsonException {
            if (problem.code().equals("NoObserver")
                    && View.of(state.query()).at("name").text().equals(Query.ALARM)) {
                return state.firing() ? sick(state.looked(true)) : well(state.looked(true));
            }
            return dontKnow(state, "it could not be looked at: " + problem.message());
        }

        private Step<Episode> dontKnow(Episode state, String why) {
            var next = state.looked(false).tell(why);
            if (next.looks() >= PATIENCE) {
                return escalate(next, why + " (" + next.looks() + " looks)");
            }
            var timer = next.phase() == EpisodePhase.SOAKING ? SOAK : STEP;
            return Step.of(next, new Effect.WakeAt(timer, context.now().plus(LOOK_AGAIN)));
        }

        private Step<Episode> well(Episode state) {
            return switch (state.phase()) {
                case SOAKING -> finishWell(state);
                case LOOKING, WAITING, DEFERRED, ASKING, ACTING, UNDOING -> soak(state);
            };
        }

        private Step<Episode> finishWell(Episode state) {
            if (!state.acted()) {
                return Step.of(
                        state,
                        new Effect.Finish(Outcome.NOT_NEEDED, "it recovered without an act of ours and stayed well"));
            }
            var outcome = state.undone() ? Outcome.ROLLED_BACK : Outcome.RESOLVED;
            var reason = state.undone()
                    ? "it is well after the last act was undone, and stayed well"
                    : "it is well after the act, and stayed well for " + DurationText.say(plan.soak());
            return finish(state.tell(reason), outcome, reason, INFO);
        }

        private Step<Episode> unwell(Episode state, Fact.Observed seen) throws JsonException {
            return state.query().get("name") instanceof Json.Str(var name) && name.equals(Query.HEALTH)
                    ? sick(member(state, seen))
                    : sick(state);
        }

        private Step<Episode> sick(Episode state) throws JsonException {
            return switch (state.phase()) {
                case SOAKING -> flapped(state);
                case WAITING -> undoOrClimb(state.tell("it did not help"));
                case LOOKING, DEFERRED -> act(state);
                case ACTING, UNDOING, ASKING -> Step.of(state);
            };
        }

        private Step<Episode> undoOrClimb(Episode state) throws JsonException {
            var undo = state.last().isPresent() ? undo(state.last().get()) : Optional.<Action>empty();
            return undo.isPresent()
                    ? Step.of(state.in(EpisodePhase.UNDOING), new Effect.Act(undo.get(), true))
                    : act(state);
        }

        private static Optional<Action> undo(Episode.Done done) throws JsonException {
            return Remediation.ALL.fromJson(View.of(done.action())).undo(done.capsule());
        }

        /**
         * The current rung, with its target: the rung's own, the subject, or an unhealthy member of the subject's
         * group.
         */
        private Step<Episode> act(Episode state) throws JsonException {
            if (state.rung() >= plan.ladder().size()) {
                return escalate(state, plan.ladder().isEmpty() ? "the rule has no actions" : "no rung is left");
            }
            var rung = plan.ladder().get(state.rung());
            var type = Remediation.CATALOGUE.type(rung.action());
            if (type.isEmpty()) {
                return escalate(state, "the ladder names an unknown action");
            }
            var subject = context.key().subject();
            var target = rung.target().map(aim -> aim.in(subject)).orElse(subject);
            var memberKind = MEMBERS.getOrDefault(target.kind(), "");
            if (!type.get().kinds().isEmpty()
                    && !type.get().kinds().contains(target.kind())
                    && type.get().kinds().contains(memberKind)) {
                if (state.member().isEmpty()) {
                    return Step.of(state, new Effect.Observe(new Query(Query.HEALTH, target, Json.obj())));
                }
                target = new Resource(subject.origin(), memberKind, state.member());
            }
            try {
                var action = type.get().reader().read(target, View.of(rung.with()));
                return Step.of(state.in(EpisodePhase.ACTING), new Effect.Act(action, false));
            } catch (JsonException e) {
                return climb(state.tell("rung " + (state.rung() + 1) + " cannot be used: " + e.getMessage()));
            }
        }

        private Step<Episode> climb(Episode state) throws JsonException {
            return act(state.nextRung());
        }

        /** The group's health arrived: the rung targets one unhealthy member. */
        private Step<Episode> aimed(Episode state, Fact.Observed seen) throws JsonException {
            var found = member(state, seen);
            return found.member().isEmpty()
                    ? climb(found.tell("no member of the group is unwell: rung " + (state.rung() + 1) + " is skipped"))
                    : act(found);
        }

        private static Episode member(Episode state, Fact.Observed seen) throws JsonException {
            var unhealthy = View.of(seen.details()).at("unhealthy");
            return unhealthy.isArray() && unhealthy.at(0).exists()
                    ? state.aimedAt(unhealthy.at(0).text())
                    : state;
        }

        private Step<Episode> acted(Episode state, Action action, Json.Obj capsule) throws JsonException {
            if (state.phase() == EpisodePhase.UNDOING) {
                var undone = state.undid().tell("undone: " + action.sentence()).in(EpisodePhase.LOOKING);
                return state.firing() ? act(undone) : soak(undone);
            }
            var rung = plan.ladder().get(state.rung());
            var did = state.did(new Episode.Done(ActionCatalogue.toJson(action), capsule), true)
                    .tell("done: " + action.sentence());
            return waitFor(did, rung.settle());
        }

        private Step<Episode> waitFor(Episode state, Duration wait) {
            var waiting = state.nextRung().in(EpisodePhase.WAITING);
            return state.firing()
                    ? Step.of(waiting, new Effect.WakeAt(STEP, context.now().plus(wait)))
                    : soak(waiting);
        }

        private Step<Episode> failed(Episode state, Fact.Failed failed) throws JsonException {
            var problem = failed.problem();
            var told = state.tell("failed: " + failed.action().sentence() + ": " + problem.message());
            if (state.phase() == EpisodePhase.UNDOING) {
                return escalate(told, "the act could not be undone: " + problem.message());
            }
            if (problem.mayHaveHappened()) {
                // Treat the act as done: query whether it helped, and undo it if not.
                var did = told.did(new Episode.Done(ActionCatalogue.toJson(failed.action()), failed.capsule()), true);
                return waitFor(did, plan.ladder().get(state.rung()).settle());
            }
            if (problem.retryable() && told.tries() + 1 < PATIENCE) {
                return later(told.tried(), context.now().plus(LOOK_AGAIN.multipliedBy(told.tries() + 1)));
            }
            return climb(told);
        }

        private Step<Episode> later(Episode state, Instant at) {
            return Step.of(state.in(EpisodePhase.DEFERRED), new Effect.WakeAt(STEP, at));
        }

        private Step<Episode> refused(Episode state, Fact.Refused refused) throws JsonException {
            var action = refused.action();
            var verdict = refused.verdict();
            var told = state.tell(
                    "held back by " + verdict.guardrail() + ": " + action.sentence() + ": " + refused.reason());
            if (state.phase() == EpisodePhase.UNDOING && !(verdict instanceof Verdict.NeedApproval)) {
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
            var wait = new Effect.WakeAt(STEP, verdict.until());
            var next = state.heldBack(context.now()).in(EpisodePhase.DEFERRED);
            var since = next.held().since().orElse(context.now());
            // Many short waits add up to a long one.
            if (next.held().told() || verdict.until().isBefore(since.plus(HELD_LONG))) {
                return Step.of(next, wait);
            }
            var message = message(
                    PAGE,
                    "Held back: " + state.title(),
                    List.of("Wanted to " + action.sentence(), verdict.reason(), "Tried again at " + verdict.until()));
            return Step.of(next.told(), wait, new Effect.Tell(message));
        }

        /**
         * Continues as if the act had been performed and had its time, so that the dry run shows the whole ladder.
         */
        private Step<Episode> dryRun(Episode state, Action action) throws JsonException {
            var message = message(INFO, "Dry run: would " + action.sentence(), List.of(state.title()));
            var step = waitFor(
                    state.did(new Episode.Done(ActionCatalogue.toJson(action), Json.obj()), false),
                    plan.ladder().get(state.rung()).settle());
            var effects = new ArrayList<>(step.effects());
            effects.add(new Effect.Tell(message));
            return new Step<>(step.next(), effects);
        }

        private Step<Episode> ask(Episode state, Action action, Verdict.NeedApproval need) {
            var message = message(PAGE, "Approval needed: " + action.sentence(), List.of(state.title(), need.reason()));
            return Step.of(state.in(EpisodePhase.ASKING), new Effect.AskApproval(action, need, message));
        }

        /** The result does not matter if the subject recovered while the approval was open. */
        private Step<Episode> unapproved(Episode state, String why) {
            return state.phase() == EpisodePhase.ASKING ? escalate(state, why) : Step.of(state.tell(why));
        }

        private Step<Episode> escalate(Episode state, String why) {
            var outcome = state.undone() ? Outcome.ROLLED_BACK : Outcome.ESCALATED;
            return finish(state.tell("a human has to look: " + why), outcome, why, PAGE);
        }

        private Step<Episode> finish(Episode state, Outcome outcome, String reason, Urgency urgency) {
            var title = (urgency == PAGE ? "Needs a human: " : "Resolved: ") + state.title();
            return Step.of(
                    state, new Effect.Tell(message(urgency, title, state.story())), new Effect.Finish(outcome, reason));
        }

        private Message message(Urgency urgency, String title, List<String> lines) {
            return new Message(plan.page(), urgency, title, lines);
        }
    }
}
