package io.nightshift.promotion.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.policy.Problems;
import io.nightshift.policy.Scalars;
import io.nightshift.promotion.action.TargetKinds;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that the parts of one service fit together. */
final class PromotionChecks {

    private final Problems problems;
    private final View service;
    private static final Pattern ATTESTOR = Pattern.compile("projects/[a-z0-9:.-]+/attestors/[A-Za-z0-9_-]+");

    /** As ECR reports it: a profile without a version. */
    private static final Pattern PROFILE =
            Pattern.compile("arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:/signing-profiles/[A-Za-z0-9_]{2,}");

    private final TargetOrigins places;
    private final SourceChecks sources;
    private final Map<String, TargetSettings> settings;

    PromotionChecks(
            Problems problems, Map<String, MetricSource> sources, Map<String, TargetSettings> settings, View service)
            throws JsonException {
        this.problems = problems;
        this.settings = settings;
        this.service = service;
        this.places = TargetOrigins.of(service.at("image").textOr(""));
        this.sources = new SourceChecks(problems, sources, places);
    }

    void run() throws JsonException {
        var stages = service.at("stages").items();
        unique(stages, "stage");
        needs(stages);
        for (var gate : service.at("gates").items()) {
            gate(gate);
        }
        for (var stage : stages) {
            for (var gate : stage.at("gates").items()) {
                gate(gate);
            }
            targets(stage);
            ascending(stage.at("strategy"));
            for (var check : stage.at("verify").items()) {
                place(check.at("job"));
            }
            unique(stage.at("analysis", "metrics").items(), "metric");
            for (var metric : stage.at("analysis", "metrics").items()) {
                bounds(metric);
            }
            sources.analysis(stage);
        }
        lock();
    }

    private void unique(List<View> items, String what) throws JsonException {
        var firsts = new HashMap<String, View>();
        for (var item : items) {
            var name = item.at("name");
            var first = name.exists() ? firsts.putIfAbsent(name.text(), name) : null;
            if (first != null) {
                problems.add(
                        name.path(),
                        "the %s of line %d has this name already".formatted(what, problems.lineOf(first.path())));
            }
        }
    }

    private void needs(List<View> stages) throws JsonException {
        var order = new StageOrder(stages);
        for (var stage : stages) {
            for (var need : stage.at("needs").items()) {
                var name = need.textOr("");
                if (need.exists() && !order.names().contains(name)) {
                    problems.add(need.path(), "unknown stage " + quote(name) + NearestName.hint(name, order.names()));
                }
            }
        }
        var circle = order.circle();
        if (!circle.isEmpty()) {
            for (var stage : stages) {
                if (stage.at("name").textOr("").equals(circle.getFirst())) {
                    problems.add(
                            stage.at("needs").path(),
                            "the stages need each other in a circle: "
                                    + NearestName.plain(String.join(" needs ", circle)));
                    return;
                }
            }
        }
    }

    private void gate(View gate) throws JsonException {
        switch (gate.at("kind").textOr("")) {
            case "scan" -> {
                boolean report = gate.at("source").textOr("").equals("report");
                if (gate.at("source").exists() && report != gate.at("report").exists()) {
                    problems.add(
                            gate.path(),
                            report
                                    ? "source: report needs the key `report`, the file"
                                    : "the key `report` belongs to source: report");
                }
            }
            case "signature" -> {
                if (gate.at("key").exists() == gate.at("key-from-env").exists() && !problems.under(gate.path())) {
                    problems.add(gate.path(), "expected either key or key-from-env");
                }
            }
            case "attestation" -> attestation(gate);
            case "age" -> age(gate);
            case "error-budget" -> sources.errorBudget(gate);
            default -> {}
        }
    }

    private void attestation(View gate) throws JsonException {
        var name = gate.at("name").textOr("");
        switch (gate.at("by").textOr("")) {
            case "binary-authorization" -> {
                if (!gate.at("name").exists()) {
                    problems.add(
                            gate.path(),
                            "by: binary-authorization needs the key `name`, the attestor: projects/P/attestors/A");
                } else if (!ATTESTOR.matcher(name).matches()) {
                    problems.add(gate.at("name").path(), "expected an attestor such as projects/P/attestors/A");
                }
            }
            case "aws-signer" -> {
                if (!name.isEmpty() && !PROFILE.matcher(name).matches()) {
                    problems.add(
                            gate.at("name").path(),
                            "expected the ARN of a signing profile such as"
                                    + " arn:aws:signer:eu-central-1:111122223333:/signing-profiles/built_by_ci");
                }
                if (service.at("image").exists() && places.registry() != Cloud.AWS) {
                    problems.add(
                            gate.at("by").path(), "AWS Signer signs images of ECR only, and this one is elsewhere");
                }
            }
            default -> {}
        }
    }

    private void age(View gate) throws JsonException {
        var least = TrafficSteps.span(gate.at("at-least"), Duration.ZERO);
        if (!gate.at("at-least").exists() && !gate.at("at-most").exists()) {
            if (!problems.under(gate.path())) {
                problems.add(gate.path(), "expected at-least or at-most, or both");
            }
        } else if (gate.at("at-most").exists()
                && TrafficSteps.span(gate.at("at-most"), least).compareTo(least) < 0) {
            problems.add(gate.at("at-most").path(), "is less than at-least, so that no image passes");
        } else if (gate.at("within").exists()
                && TrafficSteps.span(gate.at("within"), least).compareTo(least) < 0) {
            problems.add(
                    gate.at("within").path(), "ends before an image is old enough, so that a new one never passes");
        }
    }

    private void targets(View stage) throws JsonException {
        var known = new HashSet<String>();
        for (var target : stage.at("targets").items()) {
            target(stage, target, known);
        }
        for (var wave : stage.at("waves").items()) {
            for (var target : wave.items()) {
                target(stage, target, known);
            }
        }
    }

    private void target(View stage, View target, Set<String> others) throws JsonException {
        var kind = target.at("kind").textOr("");
        if (kind.isEmpty() || !target.at("name").exists()) {
            return;
        }
        var name = target.at("name").text();
        var parts = TargetKinds.parts(kind);
        if (parts.isPresent() && !fits(name, parts.get())) {
            problems.add(target.at("name").path(), "the name of " + Scalars.a(kind) + " is " + parts.get());
        }
        var strategy = stage.at("strategy", "kind").textOr(PromotionShape.ALL_AT_ONCE);
        if (TargetKinds.allAtOnceOnly(kind) && !strategy.equals(PromotionShape.ALL_AT_ONCE)) {
            problems.add(
                    stage.at("strategy", "kind").path(),
                    "%s can only be promoted %s; %s is one".formatted(kind, PromotionShape.ALL_AT_ONCE, quote(name)));
        }
        if (place(target) && !others.add(places.resource(target).toString())) {
            problems.add(target.path(), "the stage has this target already");
        }
        var known = settings.get(kind);
        if (known != null && !problems.under(target.path())) {
            settings(target, known);
        }
    }

    private void settings(View target, TargetSettings known) throws JsonException {
        var with = target.at("with");
        for (var key : with.exists() ? with.object().members().keySet() : Set.<String>of()) {
            if (!known.keys().contains(key)) {
                problems.add(
                        with.at(key).path(),
                        "is not a setting of %s%s"
                                .formatted(target.at("kind").text(), NearestName.hint(key, known.keys())));
            }
        }
        if (!problems.under(target.path())) {
            try {
                known.check().run(places.resource(target), with);
            } catch (JsonException e) {
                problems.addOf(target.path(), String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean fits(String name, String parts) {
        var found = name.split("/", -1);
        return found.length == parts.split("/", -1).length
                && List.of(found).stream().noneMatch(String::isBlank);
    }

    /** Reports whether the location of a target or a job is known. */
    private boolean place(View resource) throws JsonException {
        var kind = resource.at("kind").textOr("");
        if (kind.isEmpty()
                || problems.under(resource.path())
                || problems.under(service.at("image").path())) {
            return false;
        }
        var told = TargetKinds.cloud(kind).map(Cloud::id);
        var said = resource.at("cloud").optionalText();
        if (told.isPresent() && said.isPresent() && !told.equals(said)) {
            problems.add(resource.at("cloud").path(), "a resource of kind " + quote(kind) + " is in " + told.get());
            return false;
        }
        if (TargetOrigins.cloud(resource) == Cloud.NONE) {
            return true;
        }
        for (var part : Map.of("account", places.account(resource), "region", places.region(resource))
                .entrySet()) {
            if (part.getValue().isEmpty()) {
                problems.add(
                        resource.path(),
                        "the key `%s` is missing; the image's registry does not tell it".formatted(part.getKey()));
            }
        }
        return true;
    }

    private void ascending(View strategy) throws JsonException {
        int before = 0;
        for (var step : strategy.at("steps").items()) {
            var share = step.at("share");
            if (share.exists()) {
                int percent = PlanText.percent(share.text());
                if (percent <= before) {
                    problems.add(
                            share.path(), "a step gives more than the one before it, which has %d%%".formatted(before));
                }
                before = percent;
            }
        }
    }

    private void bounds(View metric) throws JsonException {
        if (metric.at("min").exists()
                && metric.at("max").exists()
                && metric.at("min").number().compareTo(metric.at("max").number()) > 0) {
            problems.add(metric.at("min").path(), "is above max, so that no version passes");
        }
    }

    private void lock() throws JsonException {
        var lock = service.at("guardrails", "lock");
        var wait = PromotionPlan.longestWait(service);
        if (lock.exists() && TrafficSteps.span(lock, wait).compareTo(wait) < 0) {
            problems.add(
                    lock.path(),
                    "the lock is shorter than the longest wait between two acts (settle and verify, or bake and extend); another run could act meanwhile: set it to %s or more"
                            .formatted(PolicyDuration.text(wait)));
        }
    }
}
