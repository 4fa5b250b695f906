package io.nightshift.promotion.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.policy.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that a service's metric sources support what it queries. Unknown sources are not checked. */
final class SourceChecks {

    private final Problems problems;
    private final Map<String, MetricSource> sources;
    private final TargetOrigins places;

    SourceChecks(Problems problems, Map<String, MetricSource> sources, TargetOrigins places) {
        this.problems = problems;
        this.sources = sources;
        this.places = places;
    }

    private interface Check {
        void run() throws JsonException;
    }

    private Optional<MetricSource> source(View part) throws JsonException {
        return problems.under(part.path())
                ? Optional.empty()
                : Optional.ofNullable(sources.get(part.at("source").textOr("")));
    }

    private void checked(View part, Check check) {
        try {
            check.run();
        } catch (JsonException e) {
            problems.addOf(part.path(), String.valueOf(e.getMessage()));
        }
    }

    void errorBudget(View gate) throws JsonException {
        source(gate).ifPresent(source -> checked(gate, () -> source.checkErrorBudget(gate.at("query"))));
    }

    void analysis(View stage) throws JsonException {
        var analysis = stage.at("analysis");
        var targets = targets(stage);
        boolean together = isShared(stage);
        for (var metric : analysis.at("metrics").items()) {
            var source = source(metric);
            if (source.isPresent()) {
                of(targets, metric, source.get());
                interval(analysis, source.get());
                checked(metric, () -> source.get().checkMetric(metric, together));
            }
        }
        for (var alarm : analysis.at("alarms").items()) {
            source(alarm).ifPresent(source -> alarm(alarm, source, targets));
        }
    }

    /** Reports whether both versions have traffic at the same time. */
    static boolean isShared(View stage) throws JsonException {
        return TrafficSteps.of(stage.at("strategy")).getFirst().percent() < 100;
    }

    private List<Resource> targets(View stage) throws JsonException {
        var groups = stage.at("waves").exists() ? stage.at("waves").items() : List.of(stage.at("targets"));
        var targets = new ArrayList<Resource>();
        for (var group : groups) {
            for (var target : group.items()) {
                if (!problems.under(target.path())) {
                    targets.add(places.resource(target));
                }
            }
        }
        return targets;
    }

    /** Checks every target, because each must be one that the source supports. */
    private void of(List<Resource> targets, View metric, MetricSource source) {
        for (var target : targets) {
            var limit = source.limitedTo(target);
            if (limit.isPresent()) {
                problems.add(
                        metric.at("source").path(),
                        "%s has numbers of %s only; %s of this stage is none"
                                .formatted(source.name(), limit.get(), quote(target.label())));
                return;
            }
        }
    }

    private void interval(View analysis, MetricSource source) throws JsonException {
        var every = analysis.at("every");
        var other = source.otherInterval(TrafficSteps.span(every, Duration.ofMinutes(1)));
        if (other.isPresent() && !problems.at(every.path())) {
            problems.add(
                    every.path(), "%s has no numbers of this width; expected %s".formatted(source.name(), other.get()));
        }
    }

    /** The alarm is searched in the location of one of the targets. */
    private void alarm(View alarm, MetricSource source, List<Resource> targets) {
        var limits = targets.stream().map(source::limitedTo).toList();
        if (!limits.isEmpty() && limits.stream().allMatch(Optional::isPresent)) {
            problems.add(
                    alarm.at("source").path(),
                    "%s has alarms of %s only; this stage has none"
                            .formatted(source.name(), limits.getFirst().orElseThrow()));
        } else {
            checked(alarm, () -> source.checkAlarm(alarm));
        }
    }
}
