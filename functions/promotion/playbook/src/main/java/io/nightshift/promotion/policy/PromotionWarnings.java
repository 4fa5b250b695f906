package io.nightshift.promotion.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.policy.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns about valid promotions that are probably mistakes: monitoring that detects nothing. */
final class PromotionWarnings {

    private static final Set<String> ECR_SCANNERS = Set.of("ecr", "inspector");

    private final Problems found;
    private final Map<String, MetricSource> sources;

    PromotionWarnings(Problems found, Map<String, MetricSource> sources) {
        this.found = found;
        this.sources = sources;
    }

    void service(View service) throws JsonException {
        guard(service);
        scanners(service, service);
        for (var stage : service.at("stages").items()) {
            scanners(service, stage);
            if (SourceChecks.isShared(stage)) {
                for (var metric : stage.at("analysis", "metrics").items()) {
                    comparable(metric);
                }
            }
        }
    }

    private void scanners(View service, View level) throws JsonException {
        for (var gate : level.at("gates").items()) {
            if (ECR_SCANNERS.contains(gate.at("source").textOr(""))
                    && TargetOrigins.of(service.at("image").text()).registry() != Cloud.AWS) {
                found.add(
                        gate.at("source").path(),
                        "%s scans images of ECR only, and this one is elsewhere: the gate never opens"
                                .formatted(gate.at("source").text()));
            }
        }
    }

    /**
     * The guard period has no baseline: only the limits of the last stage and the alarms of all stages can be
     * checked.
     */
    private void guard(View service) throws JsonException {
        var guard = service.at("guard");
        var time = TrafficSteps.span(guard.at("for"), Duration.ofHours(2));
        var stages = service.at("stages").items();
        boolean asked = guard.exists();
        for (var stage : stages) {
            asked |= stage.at("analysis").exists();
            if (!stage.at("analysis", "alarms").items().isEmpty()) {
                return;
            }
        }
        var last = last(stages);
        for (var metric : last.at("analysis", "metrics").items()) {
            if (isLimit(metric)) {
                return;
            }
        }
        if (asked && time.isPositive()) {
            found.add(
                    guard.path(),
                    ("the guard of %s watches no number and no alarm, only whether what serves is alive: the judge has nothing"
                                    + " to compare with once the new version has all traffic; give a metric of stage %s `max`"
                                    + " or `min`, or add an alarm")
                            .formatted(
                                    PolicyDuration.text(time), last.at("name").text()));
        }
    }

    private static View last(List<View> stages) throws JsonException {
        var name = new StageOrder(stages).ordered().getLast();
        for (var stage : stages) {
            if (stage.at("name").text().equals(name)) {
                return stage;
            }
        }
        return stages.getLast();
    }

    private static boolean isLimit(View metric) {
        return metric.at("max").exists() || metric.at("min").exists();
    }

    private void comparable(View metric) throws JsonException {
        boolean compared = !isLimit(metric) || metric.at("max-ratio").exists();
        var source = sources.get(metric.at("source").text());
        if (compared && source != null && !source.tellsVersions(metric)) {
            found.add(
                    metric.at("query").path(),
                    "has no {version}, so that there is no baseline to compare with before the new version has all traffic;"
                            + " put {version} where the versions differ, or give the metric `max` or `min` in place of a baseline");
        }
    }
}
