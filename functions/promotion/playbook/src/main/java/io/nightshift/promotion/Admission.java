package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.decode.Image;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.OpenStage;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.plan.CanaryStep;
import io.nightshift.promotion.plan.Gate;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.plan.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The phases from a candidate to an open stage. Nothing is changed here: a candidate that is not admitted ends the
 * promotion in its current state.
 */
final class Admission implements PhaseHandler {

    private static final Duration GATE_AGAIN = Duration.ofMinutes(1);

    /** How long a preflight waits for problems that may pass, such as another deployment in progress. */
    private static final Duration PREFLIGHT = Duration.ofMinutes(30);

    /** Gates that may open without a new image: if closed, the promotion waits as for undecided gates. */
    private static final Set<String> PASSING = Set.of("incident", "error-budget");

    private final PromotionMachine machine;
    private final PromotionSteps moves;

    Admission(PromotionMachine machine) {
        this.machine = machine;
        this.moves = machine.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        return switch (state.phase()) {
            case RESOLVING ->
                state.candidateOrThrow().rollback()
                        ? machine.enter(state, PromotionPhase.CONSULTING)
                        : look(state, Queries.IMAGE, name(state));
            case CONSULTING -> look(state, Queries.BOOK, name(state));
            case GATES -> gate(state);
            case PREFLIGHT -> preflight(state);
            case OPENING -> moves.act(state, opening(state));
            case ASKING -> ask(state);
            default -> throw new IllegalStateException(state.phase() + " is no phase of the entrance");
        };
    }

    private Step<Promotion> look(Promotion state, String name, Json.Obj with) {
        return moves.look(state, name, repository(), with);
    }

    private Resource repository() {
        return moves.context().key().subject();
    }

    /** The digest, if it is known: the tag may name another image by now. */
    private Json.Obj name(Promotion state) {
        var candidate = state.candidateOrThrow();
        var json = moves.name(state);
        return candidate.digest().isEmpty() ? json.with("tag", candidate.tag()) : json;
    }

    private Step<Promotion> gate(Promotion state) throws JsonException {
        var gates = moves.gates(state);
        int item = state.place().item();
        if (item >= gates.size()) {
            return machine.enter(state, PromotionPhase.PREFLIGHT);
        }
        var targets = moves.stage(state).targets().stream()
                .map(target -> target.resource().toJson())
                .toList();
        var with = name(state)
                .with("stage", moves.stage(state).name())
                .with("gate", gates.get(item).description())
                .with("pushedAt", View.of(state.facts()).at("pushedAt").textOr(""))
                .with("targets", Json.arr(targets));
        return look(state, Queries.GATE, with);
    }

    private Step<Promotion> preflight(Promotion state) throws JsonException {
        var target = PromotionSteps.item(moves.stage(state).targets(), state);
        if (target.isPresent()) {
            return moves.look(
                    state,
                    Queries.PREFLIGHT,
                    target.get().resource(),
                    asked(state, moves.rollout(state, target.get()), moves.stage(state)));
        }
        if (moves.stage(state).targets().stream().allMatch(one -> PromotionSteps.hadIt(state, one))) {
            return machine.wave()
                    .stageDone(state.tell("stage " + moves.stage(state).name() + " has it already"));
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
                moves.service(),
                moves.plan().service(),
                moves.stage(state).name(),
                candidate.image(),
                candidate.digest());
    }

    private Step<Promotion> ask(Promotion state) {
        var approval = moves.stage(state).approval().orElseThrow();
        var need = new Verdict.NeedApproval(
                "stage",
                "stage " + moves.stage(state).name() + " asks for it",
                approval.approvers(),
                approval.needed(),
                approval.within());
        var action = opening(state);
        var message = moves.message(PAGE, "Approval needed: " + action.sentence(), state.story());
        return Step.of(
                state,
                new Effect.AskApproval(action, need, message, moves.stage(state).name()));
    }

    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        return switch (state.phase()) {
            case RESOLVING -> resolved(state, seen);
            case CONSULTING -> consulted(state, seen);
            case GATES -> gated(state, seen);
            case PREFLIGHT -> preflown(state, seen);
            default -> Step.of(state);
        };
    }

    private static String reason(Fact.Observed seen, String otherwise) throws JsonException {
        return View.of(seen.details()).at("reason").textOr(otherwise);
    }

    private Step<Promotion> resolved(Promotion state, Fact.Observed seen) throws JsonException {
        return switch (seen.health()) {
            case WELL -> {
                var details = View.of(seen.details());
                var digest = Image.digest(details.at("digest"));
                var facts = Json.obj().with("pushedAt", details.at("pushedAt").textOr(""));
                var known = details.at("platforms").exists()
                        ? facts.with("platforms", details.at("platforms").json())
                        : facts;
                var next =
                        state.withCandidate(state.candidateOrThrow().as(digest)).knowing(known);
                yield machine.enter(
                        state.candidateOrThrow().digest().isEmpty()
                                ? next.tell(state.candidateOrThrow().tag() + " is " + digest)
                                : next,
                        PromotionPhase.CONSULTING);
            }
            case UNWELL -> refuse(state, reason(seen, "the registry does not have it"));
            case UNKNOWN -> moves.again(state);
        };
    }

    private Step<Promotion> refuse(Promotion state, String why) {
        return moves.finish(state, Outcome.ESCALATED, why, INFO);
    }

    private Step<Promotion> consulted(Promotion state, Fact.Observed seen) throws JsonException {
        return seen.health() == Health.WELL
                ? machine.enter(LeftoverShares.suspecting(state, seen), PromotionPhase.GATES)
                : refuse(
                        state,
                        quarantined(seen, state.candidateOrThrow(), moves.plan().service()));
    }

    static String quarantined(Fact.Observed seen, Candidate candidate, String service) throws JsonException {
        return "the digest is in quarantine: "
                + View.of(seen.details()).at("because").textOr("the book cannot tell")
                + "; to lift it: " + candidate.release()
                + "; where no other digest of it is in quarantine: nightshift release "
                + service;
    }

    private Step<Promotion> gated(Promotion state, Fact.Observed seen) throws JsonException {
        var gate = moves.gates(state).get(state.place().item());
        return switch (seen.health()) {
            case WELL ->
                gate(PromotionSteps.waitsForNothing(state)
                        .tell("gate " + gate.kind() + ": " + reason(seen, "open"))
                        .at(state.place().nextItem())
                        .by(state.times().waitingSince(moves.now())));
            case UNKNOWN -> undecided(state, gate, reason(seen, "not decided yet"));
            case UNWELL ->
                PASSING.contains(gate.kind())
                        ? undecided(state, gate, reason(seen, "closed"))
                        : closed(state, gate, reason(seen, "closed"));
        };
    }

    private Step<Promotion> undecided(Promotion state, Gate gate, String why) {
        if (moves.now().isBefore(state.times().phase().plus(gate.within()))) {
            var told = PromotionSteps.first(state, "gate " + gate.kind() + ": " + why);
            var waits = PromotionSteps.waits(
                    told,
                    "gate " + gate.kind() + ": " + why,
                    state.times().phase().plus(gate.within()));
            return moves.later(waits.by(waits.times().tried(1)), GATE_AGAIN);
        }
        return closed(state, gate, why + " (waited " + DurationText.say(gate.within()) + ")");
    }

    private Step<Promotion> closed(Promotion state, Gate gate, String why) {
        return refuse(
                state, "gate " + gate.kind() + " of stage " + moves.stage(state).name() + " is closed: " + why);
    }

    private Step<Promotion> preflown(Promotion state, Fact.Observed seen) throws JsonException {
        var target = PromotionSteps.item(moves.stage(state).targets(), state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        if (LeftoverShares.isAbout(state, seen)) {
            return machine.leftOvers()
                    .found(
                            state,
                            target.get(),
                            seen,
                            next -> preflight(next.at(next.place().nextItem())),
                            this::refuse);
        }
        var obstacle = obstacle(seen);
        if (LeftoverShares.mayBe(state, seen)) {
            return machine.leftOvers().look(state, target.get(), obstacle);
        }
        if (obstacle.isEmpty()) {
            return noted(
                    PromotionSteps.waitsForNothing(state),
                    target.get(),
                    seen,
                    next -> preflight(next.at(next.place().nextItem())));
        }
        return mayPass(seen) && moves.now().isBefore(state.times().phase().plus(PREFLIGHT))
                ? moves.later(
                        PromotionSteps.waits(
                                PromotionSteps.first(state, "preflight waits: " + obstacle)
                                        .by(state.times().tried(1)),
                                "preflight of " + target.get().resource().label() + ": " + obstacle,
                                state.times().phase().plus(PREFLIGHT)),
                        GATE_AGAIN)
                : refuse(state, "preflight of " + target.get().resource().label() + ": " + obstacle);
    }

    /** Returns what the preflight found, in one line; empty if there is no obstacle. */
    static String obstacle(Fact.Observed seen) throws JsonException {
        var lines = new ArrayList<String>();
        for (var problem : View.of(seen.details()).at("problems").items()) {
            lines.add(problem.at("code").text() + ": " + problem.at("message").text());
        }
        return lines.isEmpty() && seen.health() != Health.WELL
                ? "it is not ready, and does not say why"
                : String.join("; ", lines);
    }

    static boolean mayPass(Fact.Observed seen) throws JsonException {
        for (var problem : View.of(seen.details()).at("problems").items()) {
            if (!problem.at("passing").boolOr(false)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Notes the rollback until the target is touched: from then on the earlier state is fixed. A baseline that does
     * not run is no useful rollback: on-call is informed, and the version gets all traffic at once.
     */
    Step<Promotion> noted(Promotion state, PromotionTarget target, Fact.Observed seen, ServingCheck.Onward onward)
            throws JsonException {
        var known = state.targetState(target.resource());
        if (known.filter(TargetState::touched).isPresent()) {
            return onward.in(state);
        }
        var targetState = targetState(View.of(seen.details()));
        var noted = state.with(target.resource(), targetState);
        boolean news = !targetState.hasBaseline()
                && known.filter(one -> !one.hasBaseline()).isEmpty();
        return news
                ? machine.serving()
                        .told(onward.in(noted.tell(ServingCheck.said(target, targetState))), target, targetState)
                : onward.in(noted);
    }

    private static TargetState targetState(View details) throws JsonException {
        var down = details.at("baselineDown").textOr("");
        int percent = (int) details.at("percent").integer();
        boolean itself = percent == 100 && !down.isEmpty();
        var targetState = new TargetState(details.at("baseline").object(), "", itself ? 0 : percent, false).down(down);
        return itself ? targetState.mark(TargetState.Mark.RESTART) : targetState;
    }

    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) {
        return moves.finish(
                state,
                Outcome.ESCALATED,
                "it could not be looked at: " + not.problem().message(),
                INFO);
    }

    @Override
    public Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        var opened = state.tell("stage " + moves.stage(state).name() + " is open");
        return moves.asks(state)
                ? machine.enter(opened, PromotionPhase.ASKING)
                : machine.enter(opened, PromotionPhase.BASELINES);
    }

    @Override
    public Step<Promotion> failed(Promotion state, Fact.Failed failed) {
        return moves.finish(
                state,
                Outcome.FAILED,
                "stage " + moves.stage(state).name() + " could not be opened: "
                        + failed.problem().message(),
                PAGE);
    }

    @Override
    public Step<Promotion> refused(Promotion state, Fact.Refused refused) {
        return refused.verdict() instanceof Verdict.DryRun
                ? dryRun(state)
                : refuse(
                        state,
                        refused.verdict().guardrail() + ": " + refused.verdict().reason());
    }

    /** Reports everything that the promotion would do, and does nothing. */
    private Step<Promotion> dryRun(Promotion state) {
        var told = state;
        for (var stage : moves.plan().stages()) {
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
        return moves.finish(told, Outcome.NOT_NEEDED, "dry run: nothing was changed", INFO);
    }
}
