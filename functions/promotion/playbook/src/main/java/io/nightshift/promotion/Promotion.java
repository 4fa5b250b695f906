package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Hold;
import io.nightshift.core.machine.MachineState;
import io.nightshift.core.machine.PhaseState;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a promotion. Its facts are answers that a later query needs: {@code pushedAt}, {@code platforms},
 * {@code execution} of a verification job, {@code starts}: how often a version that ended at its start was deployed
 * again, {@code short}: why the metrics of this check are inconclusive, {@code resumed}: a human reviewed what
 * someone else changed.
 *
 * @param candidate empty before the first signal
 * @param newer the candidate that waits for this promotion to end
 * @param approved whether the approvers of the stage agreed
 * @param then the decision made while an act was in progress; it is executed when the result arrives
 * @param back why it rolls back
 * @param targetStates the state of each target, in the order in which they were touched
 */
record Promotion(
        PhaseState<PromotionPhase> core,
        Optional<Candidate> candidate,
        Optional<Candidate> newer,
        Position place,
        BakeTimes times,
        boolean approved,
        Optional<RollbackState> then,
        Optional<RollbackState> back,
        Map<String, TargetState> targetStates)
        implements MachineState<PromotionPhase, Promotion> {

    Promotion {
        targetStates = Collections.unmodifiableMap(new LinkedHashMap<>(targetStates));
    }

    static Promotion starting(Instant now) {
        return new Promotion(
                PhaseState.starting(PromotionTable.TABLE.first(), now),
                Optional.empty(),
                Optional.empty(),
                Position.START,
                BakeTimes.starting(now),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    Candidate candidateOrThrow() {
        return candidate.orElseThrow(() -> new IllegalStateException("nothing was asked for yet"));
    }

    @Override
    public Promotion with(PhaseState<PromotionPhase> next) {
        return new Promotion(next, candidate, newer, place, times, approved, then, back, targetStates);
    }

    Promotion withCandidate(Candidate one) {
        return new Promotion(core, Optional.of(one), newer, place, times, approved, then, back, targetStates);
    }

    Promotion before(Candidate one) {
        return new Promotion(core, candidate, Optional.of(one), place, times, approved, then, back, targetStates);
    }

    Promotion at(Position next) {
        return new Promotion(core, candidate, newer, next, times, approved, then, back, targetStates);
    }

    Promotion by(BakeTimes next) {
        return new Promotion(core, candidate, newer, place, next, approved, then, back, targetStates);
    }

    Promotion approved(boolean now) {
        return new Promotion(core, candidate, newer, place, times, now, then, back, targetStates);
    }

    Promotion andThen(Optional<RollbackState> one) {
        return new Promotion(core, candidate, newer, place, times, approved, one, back, targetStates);
    }

    Promotion back(RollbackState one) {
        return new Promotion(core, candidate, newer, place, times, approved, then, Optional.of(one), targetStates);
    }

    Promotion with(Resource target, TargetState targetState) {
        var more = new LinkedHashMap<>(targetStates);
        more.put(target.toString(), targetState);
        return new Promotion(core, candidate, newer, place, times, approved, then, back, more);
    }

    Optional<TargetState> targetState(Resource target) {
        return Optional.ofNullable(targetStates.get(target.toString()));
    }

    @Override
    public Json.Obj toJson() {
        var json = Json.obj()
                .with("phase", phase().name())
                .with("place", place.toJson())
                .with("times", times.toJson().with("phase", since().toString()).with("tries", tries()))
                .with("flying", flying())
                .with("approved", approved)
                .with("facts", facts())
                .with("story", Json.strings(story()));
        var all = Json.obj();
        for (var targetState : targetStates.entrySet()) {
            all = all.with(targetState.getKey(), targetState.getValue().toJson());
        }
        json = json.with("tracks", all);
        json = optional(json, "wish", candidate.map(Candidate::toJson));
        json = optional(json, "newer", newer.map(Candidate::toJson));
        json = optional(json, "then", then.map(RollbackState::toJson));
        json = optional(json, "held", held().map(Hold::toJson));
        return optional(json, "back", back.map(RollbackState::toJson));
    }

    private static Json.Obj optional(Json.Obj json, String name, Optional<Json.Obj> value) {
        return value.map(one -> json.with(name, one)).orElse(json);
    }

    private interface Reading<T> {
        T read(View json) throws JsonException;
    }

    private static <T> Optional<T> optional(View json, Reading<T> reading) throws JsonException {
        return json.exists() ? Optional.of(reading.read(json)) : Optional.empty();
    }

    static Promotion fromJson(View json) throws JsonException {
        var targetStates = new LinkedHashMap<String, TargetState>();
        for (var name : json.at("tracks").object().members().keySet()) {
            targetStates.put(name, TargetState.fromJson(json.at("tracks", name)));
        }
        var core = new PhaseState<>(
                json.at("phase").constant(PromotionPhase.class),
                json.at("times", "phase").instant(),
                (int) json.at("times", "tries").integer(),
                json.at("flying").bool(),
                PhaseState.hold(PromotionPhase.class, json.at("held")),
                json.at("facts").object(),
                json.at("story").strings());
        return new Promotion(
                core,
                optional(json.at("wish"), Candidate::fromJson),
                optional(json.at("newer"), Candidate::fromJson),
                Position.fromJson(json.at("place")),
                BakeTimes.fromJson(json.at("times")),
                json.at("approved").bool(),
                optional(json.at("then"), RollbackState::fromJson),
                optional(json.at("back"), RollbackState::fromJson),
                targetStates);
    }
}
