package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;

/** The decorators of the bugs that are not planted in the ledger. */
final class Planted {

    private Planted() {}

    static Rules rules(Optional<PlantedBug> bug, Rules rules) {
        return bug.filter(PlantedBug.DRY_RUN_ACTS::equals).isPresent() ? new AlwaysActing(rules) : rules;
    }

    static Actor actor(Optional<PlantedBug> bug, Actor actor) {
        return switch (bug.orElse(PlantedBug.NO_DEDUPLICATION)) {
            case BLIND_REPETITION -> new NeverHappened(actor);
            case SILENCE_TAKEN_FOR_DONE -> new Trusting(actor);
            default -> actor;
        };
    }

    static List<Playbook<?>> playbooks(Optional<PlantedBug> bug, List<Playbook<?>> playbooks) {
        return playbooks.stream()
                .<Playbook<?>>map(playbook -> playbook(bug, playbook))
                .toList();
    }

    private static Playbook<?> playbook(Optional<PlantedBug> bug, Playbook<?> playbook) {
        return switch (bug.orElse(PlantedBug.NO_DEDUPLICATION)) {
            case RESOLVED_WITHOUT_A_LOOK -> new Hasty<>(playbook);
            case TWO_RUNS_OF_ONE_TARGET -> new Separate<>(playbook);
            case REPETITION_IGNORED -> new Deaf<>(playbook);
            case DENIAL_NOT_TOLD -> new Silent<>(playbook);
            default -> playbook;
        };
    }

    private record AlwaysActing(Rules rules) implements Rules {
        @Override
        public String hash() {
            return rules.hash();
        }

        @Override
        public List<Route> route(Signal signal) {
            return rules.route(signal);
        }

        @Override
        public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
            return rules.approval(rule, environment, stage);
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return rules.settings(rule, environment)
                    .map(overrides -> new GuardrailSettings(
                            Mode.ACT,
                            overrides.optOut(),
                            overrides.optIn(),
                            overrides.freezes(),
                            overrides.coolDown(),
                            overrides.rate(),
                            overrides.blast(),
                            overrides.lock(),
                            overrides.approval(),
                            overrides.breaker(),
                            overrides.recurrence(),
                            overrides.pageChannel()));
        }
    }

    /** Delegates everything that it does not override. */
    private interface ActorInFront extends Actor {

        Actor actor();

        @Override
        default boolean performs(Action action) {
            return actor().performs(action);
        }

        @Override
        default LiveState before(Action action) {
            return actor().before(action);
        }

        @Override
        default Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
            return actor().perform(action, key, capsule);
        }

        @Override
        default Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
            return actor().probe(action, key, capsule);
        }
    }

    private record NeverHappened(Actor actor) implements ActorInFront {
        @Override
        public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
            return Probed.NOT_HAPPENED;
        }
    }

    private record Trusting(Actor actor) implements ActorInFront {
        @Override
        public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
            return actor.perform(action, key, capsule) instanceof Performed.NotDone(var problem)
                            && !problem.mayHaveHappened()
                    ? new Performed.NotDone(problem)
                    : new Performed.Done(Json.Obj.EMPTY);
        }
    }

    private record Separate<S>(Playbook<S> playbook) implements OtherPlaybook<S> {
        @Override
        public String cause(Signal signal, String rule) {
            return playbook.cause(signal, rule) + " " + signal.id();
        }
    }

    private record Deaf<S>(Playbook<S> playbook) implements OtherPlaybook<S> {
        @Override
        public Step<S> decide(S state, Fact fact, Context context) {
            boolean acted = playbook.write(state).get("acted") instanceof Json.Bool(var did) && did;
            return acted && fact instanceof Fact.Arrived(Signal.LogLine ignored)
                    ? Step.of(state)
                    : playbook.decide(state, fact, context);
        }
    }

    private record Silent<S>(Playbook<S> playbook) implements OtherPlaybook<S> {
        @Override
        public Step<S> decide(S state, Fact fact, Context context) {
            var step = playbook.decide(state, fact, context);
            return fact instanceof Fact.Refused refused
                            && refused.verdict() instanceof Verdict.Deny denial
                            && denial.stands()
                    ? new Step<>(
                            step.next(),
                            step.effects().stream()
                                    .filter(effect -> !(effect instanceof Effect.Tell))
                                    .toList())
                    : step;
        }
    }

    private record Hasty<S>(Playbook<S> playbook) implements OtherPlaybook<S> {
        @Override
        public Step<S> decide(S state, Fact fact, Context context) {
            return fact instanceof Fact.Acted
                    ? Step.of(state, new Effect.Finish(Outcome.RESOLVED, "it was acted on"))
                    : playbook.decide(state, fact, context);
        }
    }
}
