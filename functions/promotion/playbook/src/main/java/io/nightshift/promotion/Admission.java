package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionQuestions.DigestStatus;
import io.nightshift.promotion.PromotionQuestions.ResolvedImage;
import io.nightshift.promotion.action.OpenStage;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.plan.CanaryStep;
import io.nightshift.promotion.plan.Gate;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.Stage;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The phases from a candidate to an open stage. Nothing is changed here: a candidate that is not admitted ends the
 * promotion in its current state.
 */
final class Admission {

    private static final Duration GATE_AGAIN = Duration.ofMinutes(1);

    /** How long a preflight waits for problems that may pass, such as another deployment in progress. */
    private static final Duration PREFLIGHT = Duration.ofMinutes(30);

    /** Gates that may open without a new image: if closed, the promotion waits as for undecided gates. */
    private static final Set<String> PASSING = Set.of("incident", "error-budget");

    private final PromotionMachine machine;
    private final PlanCursor cursor;

    Admission(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    Step<Promotion> resolve(Promotion state) throws JsonException {
        return state.candidateOrThrow().rollback()
                ? machine.enter(state, PromotionPhase.CONSULTING)
                : observe(state, PromotionQuestions.IMAGE, name(state));
    }

    Step<Promotion> consult(Promotion state) {
        return observe(state, PromotionQuestions.DIGEST, name(state));
    }

    private Step<Promotion> observe(Promotion state, Question<?> question, Json.Obj with) {
        return machine.observe(state, question, repository(), with);
    }

    private Resource repository() {
        return machine.context().key().subject();
    }

    /** The digest, if it is known: the tag may name another image by now. */
    private Json.Obj name(Promotion state) {
        var candidate = state.candidateOrThrow();
        var json = cursor.name(state);
        return candidate.digest().isEmpty() ? json.with("tag", candidate.tag()) : json;
    }

    Step<Promotion> gate(Promotion state) throws JsonException {
        var gates = cursor.gates(state);
        int item = state.place().item();
        if (item >= gates.size()) {
            return machine.enter(state, PromotionPhase.PREFLIGHT);
        }
        var targets = cursor.stage(state).targets().stream()
                .map(target -> target.resource().toJson())
                .toList();
        var with = name(state)
                .with("stage", cursor.stage(state).name())
                .with("gate", gates.get(item).description())
                .with("pushedAt", View.of(state.facts()).at("pushedAt").textOr(""))
                .with("targets", Json.arr(targets));
        return observe(state, PromotionQuestions.GATE, with);
    }

    Step<Promotion> preflight(Promotion state) throws JsonException {
        var target = PlanCursor.item(cursor.stage(state).targets(), state);
        if (target.isPresent()) {
            return machine.observe(
                    state,
                    PromotionQuestions.PREFLIGHT,
                    target.get().resource(),
                    asked(state, cursor.rollout(state, target.get()), cursor.stage(state)));
        }
        if (cursor.stage(state).targets().stream().allMatch(one -> PlanCursor.hadIt(state, one))) {
            return machine.wave()
                    .stageDone(state.tell("stage " + cursor.stage(state).name() + " has it already"));
        }
        return machine.enter(state, PromotionPhase.CHECKING_ALARMS);
    }

    /**
     * The query also contains the requirements for the target: the image's platforms, the shares of the stage and the
     * bake time of each.
     */
    static Json.Obj asked(Promotion state, Rollout rollout, Stage stage) {
        var asked = rollout.toJson()
                .with("shares", numbers(stage, CanaryStep::percent))
                .with("bakes", numbers(stage, step -> step.bake().toSeconds()));
        var platforms = state.facts().get("platforms");
        return platforms == null ? asked : asked.with("platforms", platforms);
    }

    private static Json.Arr numbers(Stage stage, ToLongFunction<CanaryStep> what) {
        return Json.arr(stage.steps().stream()
                .map(step -> Json.of(what.applyAsLong(step)))
                .toList());
    }

    private OpenStage opening(Promotion state) {
        var candidate = state.candidateOrThrow();
        return new OpenStage(
                cursor.service(),
                machine.plan().service(),
                cursor.stage(state).name(),
                candidate.image(),
                candidate.digest());
    }

    Step<Promotion> open(Promotion state) {
        return machine.act(state, opening(state));
    }

    Step<Promotion> ask(Promotion state) {
        var approval = cursor.stage(state).approval().orElseThrow();
        var need = approval.asked("stage", "stage " + cursor.stage(state).name() + " asks for it");
        var action = opening(state);
        var message = machine.message(PAGE, "Approval needed: " + action.sentence(), state.story());
        return Step.of(
                state,
                new Effect.AskApproval(
                        action, need, message, cursor.stage(state).name()));
    }

    Step<Promotion> approved(Promotion state, Fact.Approved approved) throws JsonException {
        return machine.enter(state.tell("approved by " + approved.by()).approved(true), PromotionPhase.GATES);
    }

    Step<Promotion> unapproved(Promotion state, PhaseTable.Unapproved unapproved) {
        return machine.end(
                state,
                unapproved.expired() ? Outcome.ESCALATED : Outcome.ABORTED,
                "stage " + cursor.stage(state).name() + ": " + unapproved.why(),
                INFO);
    }

    Step<Promotion> resolved(Promotion state, Answer<ResolvedImage> answer) throws JsonException {
        var image = answer.details();
        return switch (answer.health()) {
            case WELL -> {
                var facts = Json.obj().with("pushedAt", image.pushedAt());
                var next = state.withCandidate(state.candidateOrThrow().as(image.digest()))
                        .knowing(image.platforms()
                                .map(known -> facts.with("platforms", known))
                                .orElse(facts));
                yield machine.enter(
                        state.candidateOrThrow().digest().isEmpty()
                                ? next.tell(state.candidateOrThrow().tag() + " is " + image.digest())
                                : next,
                        PromotionPhase.CONSULTING);
            }
            case UNWELL -> refuse(state, image.reason());
            case UNKNOWN -> machine.again(state);
        };
    }

    private Step<Promotion> refuse(Promotion state, String why) {
        return machine.end(state, Outcome.ESCALATED, why, INFO);
    }

    Step<Promotion> consulted(Promotion state, Answer<DigestStatus> answer) throws JsonException {
        return answer.health() == Health.WELL
                ? machine.enter(LeftoverShares.suspecting(state, answer.details()), PromotionPhase.GATES)
                : refuse(
                        state,
                        quarantined(
                                answer.details(),
                                state.candidateOrThrow(),
                                machine.plan().service()));
    }

    static String quarantined(DigestStatus status, Candidate candidate, String service) {
        return "the digest is in quarantine: " + status.because()
                + "; to lift it: " + candidate.release()
                + "; where no other digest of it is in quarantine: nightshift release "
                + service;
    }

    Step<Promotion> gated(Promotion state, Answer<String> answer) throws JsonException {
        var gate = cursor.gates(state).get(state.place().item());
        var reason = answer.details();
        return switch (answer.health()) {
            case WELL ->
                gate(machine.waitsForNothing(state)
                        .tell("gate " + gate.kind() + ": " + (reason.isEmpty() ? "open" : reason))
                        .at(state.place().nextItem())
                        .waitingSince(machine.now()));
            case UNKNOWN -> undecided(state, gate, reason.isEmpty() ? "not decided yet" : reason);
            case UNWELL -> {
                var why = reason.isEmpty() ? "closed" : reason;
                yield PASSING.contains(gate.kind()) ? undecided(state, gate, why) : closed(state, gate, why);
            }
        };
    }

    private Step<Promotion> undecided(Promotion state, Gate gate, String why) {
        if (machine.now().isBefore(state.since().plus(gate.within()))) {
            var told = state.tellFirst("gate " + gate.kind() + ": " + why);
            var waits = machine.waits(
                    told, "gate " + gate.kind() + ": " + why, state.since().plus(gate.within()));
            return machine.later(waits.tried(1), GATE_AGAIN);
        }
        return closed(state, gate, why + " (waited " + DurationText.say(gate.within()) + ")");
    }

    private Step<Promotion> closed(Promotion state, Gate gate, String why) {
        return refuse(
                state,
                "gate " + gate.kind() + " of stage " + cursor.stage(state).name() + " is closed: " + why);
    }

    Step<Promotion> preflown(Promotion state, Answer<Preflight> answer) throws JsonException {
        var target = PlanCursor.item(cursor.stage(state).targets(), state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        if (LeftoverShares.isAbout(state, answer)) {
            return machine.leftOvers()
                    .found(
                            state,
                            target.get(),
                            answer.details(),
                            next -> preflight(next.at(next.place().nextItem())),
                            this::refuse);
        }
        var obstacle = obstacle(answer);
        if (LeftoverShares.mayBe(state, answer.details())) {
            return machine.leftOvers().look(state, target.get(), obstacle);
        }
        if (obstacle.isEmpty()) {
            return noted(
                    machine.waitsForNothing(state),
                    target.get(),
                    answer.details(),
                    next -> preflight(next.at(next.place().nextItem())));
        }
        var why = "preflight of " + answer.label() + ": " + obstacle;
        var until = state.since().plus(PREFLIGHT);
        return answer.details().mayPass() && machine.now().isBefore(until)
                ? machine.later(
                        machine.waits(
                                state.tellFirst("preflight waits: " + obstacle).tried(1), why, until),
                        GATE_AGAIN)
                : refuse(state, why);
    }

    /** Returns what the preflight found, in one line; empty if there is no obstacle. */
    static String obstacle(Answer<Preflight> answer) {
        var problems = answer.details().problems();
        return problems.isEmpty() && answer.health() != Health.WELL
                ? "it is not ready, and does not say why"
                : problems.stream()
                        .map(problem -> problem.code() + ": " + problem.message())
                        .collect(Collectors.joining("; "));
    }

    /**
     * Notes the rollback until the target is touched: from then on the earlier state is fixed. A baseline that does
     * not run is no useful rollback: on-call is informed, and the version gets all traffic at once.
     */
    Step<Promotion> noted(Promotion state, PromotionTarget target, Preflight found, ServingCheck.Onward onward)
            throws JsonException {
        var known = state.targetState(target.resource());
        if (known.filter(TargetState::touched).isPresent()) {
            return onward.in(state);
        }
        var targetState = targetState(found);
        var noted = state.with(target.resource(), targetState);
        boolean news = !targetState.hasBaseline()
                && known.filter(one -> !one.hasBaseline()).isEmpty();
        return news
                ? machine.serving()
                        .told(onward.in(noted.tell(ServingCheck.said(target, targetState))), target, targetState)
                : onward.in(noted);
    }

    private static TargetState targetState(Preflight found) {
        var down = found.baselineDown();
        boolean itself = found.percent() == 100 && !down.isEmpty();
        var targetState = new TargetState(found.baseline(), "", itself ? 0 : found.percent(), false).down(down);
        return itself ? targetState.mark(TargetState.Mark.RESTART) : targetState;
    }

    Step<Promotion> blind(Promotion state, Fact.NotObserved not) {
        return machine.end(
                state,
                Outcome.ESCALATED,
                "it could not be looked at: " + not.problem().message(),
                INFO);
    }

    Step<Promotion> opened(Promotion state, Fact.Acted acted) throws JsonException {
        var opened = state.tell("stage " + cursor.stage(state).name() + " is open");
        return cursor.asks(state)
                ? machine.enter(opened, PromotionPhase.ASKING)
                : machine.enter(opened, PromotionPhase.BASELINES);
    }

    Step<Promotion> notOpened(Promotion state, Fact.Failed failed) {
        return machine.end(
                state,
                Outcome.FAILED,
                "stage " + cursor.stage(state).name() + " could not be opened: "
                        + failed.problem().message(),
                PAGE);
    }

    Step<Promotion> refused(Promotion state, Fact.Refused refused) {
        return refused.verdict() instanceof Verdict.DryRun
                ? dryRun(state)
                : refuse(
                        state,
                        refused.verdict().guardrail() + ": " + refused.verdict().reason());
    }

    /** Reports everything that the promotion would do, and does nothing. */
    private Step<Promotion> dryRun(Promotion state) {
        var told = state;
        for (var stage : machine.plan().stages()) {
            for (var wave : stage.waves()) {
                var names = String.join(
                        ", ", wave.stream().map(one -> one.resource().label()).toList());
                var shares = String.join(
                        ", ",
                        stage.steps().stream()
                                .map(step -> step.percent() + " % for " + DurationText.say(step.bake()))
                                .toList());
                told = told.tell("would promote to " + names + " in " + stage.name() + ": " + shares);
            }
        }
        return machine.end(told, Outcome.NOT_NEEDED, "dry run: nothing was changed", INFO);
    }
}
