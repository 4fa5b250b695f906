package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a promotion.
 *
 * @param candidate empty before the first signal
 * @param newer the candidate that waits for this promotion to end
 * @param flying whether an act is planned whose result is unknown: until then nothing else is begun
 * @param approved whether the approvers of the stage agreed
 * @param then the decision made while an act was in progress; it is executed when the result arrives
 * @param held why it is held
 * @param back why it rolls back
 * @param facts responses that a later query needs: {@code pushedAt}, {@code platforms}, {@code execution} of a
 *     verification job, {@code starts}: how often a version that ended at its start was deployed again,
 *     {@code short}: why the metrics of this check are inconclusive, {@code resumed}: a human reviewed what someone
 *     else changed
 * @param targetStates the state of each target, in the order in which they were touched
 * @param story one line for each event, human-readable
 */
record Promotion(
        PromotionPhase phase,
        Optional<Candidate> candidate,
        Optional<Candidate> newer,
        Position place,
        PhaseTimes times,
        boolean flying,
        boolean approved,
        Optional<RollbackReason> then,
        Optional<Hold> held,
        Optional<RollbackReason> back,
        Json.Obj facts,
        Map<String, TargetState> targetStates,
        List<String> story) {

    private static final int LONGEST_STORY = 60;
    private static final int LONGEST_LINE = 400;

    Promotion {
        targetStates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(targetStates));
        story = List.copyOf(story);
    }

    static Promotion starting(Instant now) {
        return new Promotion(
                PromotionPhase.RESOLVING,
                Optional.empty(),
                Optional.empty(),
                Position.START,
                PhaseTimes.starting(now),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Json.obj(),
                Map.of(),
                List.of());
    }

    Candidate candidateOrThrow() {
        return candidate.orElseThrow(() -> new IllegalStateException("nothing was asked for yet"));
    }

    Promotion in(PromotionPhase next) {
        return new Promotion(
                next, candidate, newer, place, times, flying, approved, then, held, back, facts, targetStates, story);
    }

    Promotion withCandidate(Candidate one) {
        return new Promotion(
                phase,
                Optional.of(one),
                newer,
                place,
                times,
                flying,
                approved,
                then,
                held,
                back,
                facts,
                targetStates,
                story);
    }

    Promotion before(Optional<Candidate> one) {
        return new Promotion(
                phase, candidate, one, place, times, flying, approved, then, held, back, facts, targetStates, story);
    }

    Promotion at(Position next) {
        return new Promotion(
                phase, candidate, newer, next, times, flying, approved, then, held, back, facts, targetStates, story);
    }

    Promotion by(PhaseTimes next) {
        return new Promotion(
                phase, candidate, newer, place, next, flying, approved, then, held, back, facts, targetStates, story);
    }

    Promotion flying(boolean now) {
        return new Promotion(
                phase, candidate, newer, place, times, now, approved, then, held, back, facts, targetStates, story);
    }

    Promotion approved(boolean now) {
        return new Promotion(
                phase, candidate, newer, place, times, flying, now, then, held, back, facts, targetStates, story);
    }

    Promotion andThen(Optional<RollbackReason> one) {
        return new Promotion(
                phase, candidate, newer, place, times, flying, approved, one, held, back, facts, targetStates, story);
    }

    Promotion held(Optional<Hold> one) {
        return new Promotion(
                phase, candidate, newer, place, times, flying, approved, then, one, back, facts, targetStates, story);
    }

    Promotion back(RollbackReason one) {
        return new Promotion(
                phase,
                candidate,
                newer,
                place,
                times,
                flying,
                approved,
                then,
                held,
                Optional.of(one),
                facts,
                targetStates,
                story);
    }

    Promotion knowing(Json.Obj more) {
        return new Promotion(
                phase, candidate, newer, place, times, flying, approved, then, held, back, more, targetStates, story);
    }

    Optional<TargetState> targetState(Resource target) {
        return Optional.ofNullable(targetStates.get(target.toString()));
    }

    Promotion with(Resource target, TargetState targetState) {
        var more = new LinkedHashMap<>(targetStates);
        more.put(target.toString(), targetState);
        return new Promotion(
                phase, candidate, newer, place, times, flying, approved, then, held, back, facts, more, story);
    }

    /** Adds a line; of a very long story the beginning and the end are kept. */
    Promotion tell(String line) {
        var longer = new ArrayList<>(story);
        longer.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
        if (longer.size() > LONGEST_STORY) {
            longer.set(LONGEST_STORY / 2, "… (more in the ledger)");
            longer.remove(LONGEST_STORY / 2 + 1);
        }
        return new Promotion(
                phase, candidate, newer, place, times, flying, approved, then, held, back, facts, targetStates, longer);
    }

    Json.Obj toJson() {
        var json = Json.obj()
                .with("phase", phase.name())
                .with("place", place.toJson())
                .with("times", times.toJson())
                .with("flying", flying)
                .with("approved", approved)
                .with("facts", facts)
                .with("story", Json.strings(story));
        var all = Json.obj();
        for (var targetState : targetStates.entrySet()) {
            all = all.with(targetState.getKey(), targetState.getValue().toJson());
        }
        json = json.with("tracks", all);
        json = optional(json, "wish", candidate.map(Candidate::toJson));
        json = optional(json, "newer", newer.map(Candidate::toJson));
        json = optional(json, "then", then.map(RollbackReason::toJson));
        json = optional(json, "held", held.map(Hold::toJson));
        return optional(json, "back", back.map(RollbackReason::toJson));
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
        var story = new ArrayList<String>();
        for (var line : json.at("story").items()) {
            story.add(line.text());
        }
        var targetStates = new LinkedHashMap<String, TargetState>();
        for (var name : json.at("tracks").object().members().keySet()) {
            targetStates.put(name, TargetState.fromJson(json.at("tracks", name)));
        }
        try {
            return new Promotion(
                    PromotionPhase.valueOf(json.at("phase").text()),
                    optional(json.at("wish"), Candidate::fromJson),
                    optional(json.at("newer"), Candidate::fromJson),
                    Position.fromJson(json.at("place")),
                    PhaseTimes.fromJson(json.at("times")),
                    json.at("flying").bool(),
                    json.at("approved").bool(),
                    optional(json.at("then"), RollbackReason::fromJson),
                    optional(json.at("held"), Hold::fromJson),
                    optional(json.at("back"), RollbackReason::fromJson),
                    json.at("facts").object(),
                    targetStates,
                    story);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new JsonException("the state of a promotion cannot be read: " + e.getMessage());
        }
    }
}
