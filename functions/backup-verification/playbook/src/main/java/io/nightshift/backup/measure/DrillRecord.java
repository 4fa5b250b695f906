package io.nightshift.backup.measure;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a drill measured: several databases restored by a plan.
 *
 * @param began when its first wave was requested
 * @param steps of every database, in the order of the plan
 * @param promised how long all of it may take; empty if nothing is promised
 */
public record DrillRecord(Instant began, List<Step> steps, Optional<Duration> promised) {

    /**
     * One database.
     *
     * @param wave 1 for the first
     * @param run the id of its verification
     * @param ready from the begin of the drill to the first query; empty if there was none
     * @param reason how its verification ended
     */
    public record Step(String entry, int wave, String run, boolean good, Optional<Duration> ready, String reason) {}

    public DrillRecord {
        steps = List.copyOf(steps);
    }

    /** From the begin to the first query of the last database; empty if one was never ready. */
    public Optional<Duration> total() {
        return steps.stream().allMatch(step -> step.ready().isPresent())
                ? steps.stream().map(step -> step.ready().orElseThrow()).max(Duration::compareTo)
                : Optional.empty();
    }

    /** Reports whether every database was good, within the promise. */
    public boolean isGood() {
        return steps.stream().allMatch(Step::good)
                && total().isPresent()
                && promised.filter(limit -> total().orElseThrow().compareTo(limit) > 0)
                        .isEmpty();
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("began", began.toString())
                .with("good", isGood())
                .with("steps", Json.arr(steps.stream().map(DrillRecord::json).toList()));
        json = total().isPresent() ? json.with("totalMillis", total().get().toMillis()) : json;
        return promised.isPresent()
                ? json.with("promisedSeconds", promised.get().toSeconds())
                : json;
    }

    private static Json.Obj json(Step step) {
        var json = Json.obj()
                .with("entry", step.entry())
                .with("wave", step.wave())
                .with("run", step.run())
                .with("good", step.good())
                .with("reason", step.reason());
        return step.ready().isPresent()
                ? json.with("readyMillis", step.ready().get().toMillis())
                : json;
    }

    public static DrillRecord read(View json) throws JsonException {
        var steps = new ArrayList<Step>();
        for (var step : json.at("steps").items()) {
            steps.add(new Step(
                    step.at("entry").text(),
                    (int) step.at("wave").integer(),
                    step.at("run").text(),
                    step.at("good").bool(),
                    step.at("readyMillis").exists()
                            ? Optional.of(
                                    Duration.ofMillis(step.at("readyMillis").integer()))
                            : Optional.empty(),
                    step.at("reason").text()));
        }
        return new DrillRecord(
                json.at("began").instant(),
                steps,
                json.at("promisedSeconds").exists()
                        ? Optional.of(
                                Duration.ofSeconds(json.at("promisedSeconds").integer()))
                        : Optional.empty());
    }
}
