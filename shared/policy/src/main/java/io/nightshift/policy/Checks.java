package io.nightshift.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a shape cannot: that the parts of a policy fit together. It checks everything that is valid so far, so
 * that a mistake in one place hides none in another.
 */
final class Checks {

    private final ActionCatalogue actions;
    private final Map<String, MetricSource> sources;
    private final Map<String, TargetSettings> settings;
    private final Problems problems;
    private final View root;

    Checks(
            ActionCatalogue actions,
            Map<String, MetricSource> sources,
            Map<String, TargetSettings> settings,
            Problems problems,
            Json.Obj document) {
        this.actions = actions;
        this.sources = sources;
        this.settings = settings;
        this.problems = problems;
        this.root = View.of(document);
    }

    void run() throws JsonException {
        for (var name : Assembly.names(root.at("freeze-calendars"))) {
            windows(root.at("freeze-calendars", name));
        }
        approval(root.at("defaults"));
        for (var name : Assembly.names(root.at("environments"))) {
            approval(root.at("environments", name));
        }
        var firsts = new HashMap<String, View>();
        for (var rule : root.at("rules").items()) {
            unique(rule.at("name"), firsts);
            approval(rule);
            for (var rung : rule.at("ladder").items()) {
                rung(rung, rule.at("target"));
            }
            lock(rule);
        }
        for (var name : Assembly.names(root.at("promotions"))) {
            var service = root.at("promotions", name);
            taken(service, firsts.get(name));
            approval(service);
            for (var stage : service.at("stages").items()) {
                approval(stage);
            }
            new PromotionChecks(problems, sources, settings, service).run();
        }
    }

    /** Rules and services share one namespace: a run in the ledger belongs to either by name. */
    private void taken(View service, @Nullable View rule) {
        if (rule != null) {
            var place = problems.placeOf(rule.path());
            problems.add(service.path(), "the rule of line %d has this name already".formatted(place.line()));
        }
    }

    private void unique(View name, Map<String, View> firsts) throws JsonException {
        if (name.exists()) {
            var first = firsts.putIfAbsent(name.text(), name);
            if (first != null) {
                var place = problems.placeOf(first.path());
                problems.add(name.path(), "the rule of line %d has this name already".formatted(place.line()));
            }
        }
    }

    private void windows(View calendar) throws JsonException {
        for (var window : calendar.at("windows").items()) {
            if (window.exists() && !problems.under(window.path())) {
                window(window);
            }
        }
    }

    private void window(View window) throws JsonException {
        try {
            Assembly.freeze("", ZoneId.of("UTC"), window);
        } catch (IllegalArgumentException e) {
            problems.add(
                    window.path(),
                    window.at("weekly").exists()
                            ? "the window begins and ends at the same time"
                            : "the window ends before it begins, or at once");
        }
    }

    private void approval(View level) throws JsonException {
        var approval = level.at("approval");
        var group = root.at("approvers").at(approval.at("approvers").textOr(""));
        if (!group.exists() || problems.under(group.path())) {
            return;
        }
        long people = new LinkedHashSet<>(Assembly.texts(group)).size();
        if (approval.at("needed").integerOr(1) > people) {
            problems.add(
                    approval.at("needed").path(),
                    "more approvals are needed than the group has people (%d)".formatted(people));
        }
    }

    private void rung(View rung, View ruleTarget) throws JsonException {
        var type = actions.type(rung.at("action").textOr(""));
        var target = rung.at("target").exists() ? rung.at("target") : ruleTarget;
        if (type.isEmpty()) {
            return;
        }
        var aim = Assembly.target(target).filter(one -> !one.kind().isEmpty());
        var kinds = type.get().kinds();
        if (aim.isPresent() && !kinds.isEmpty() && !kinds.contains(aim.get().kind())) {
            problems.add(
                    (rung.at("target").exists() ? target : rung.at("action")).path(),
                    "%s acts on %s; the target is of kind %s"
                            .formatted(
                                    type.get().name(),
                                    String.join(" or ", sorted(kinds)),
                                    quote(aim.get().kind())));
        } else if (!problems.at(rung.path()) && !problems.under(rung.at("with").path())) {
            refused(type.get(), rung, aim).ifPresent(why -> problems.addOf(rung.path(), why));
        }
    }

    private static List<String> sorted(java.util.Set<String> kinds) {
        return kinds.stream().sorted().toList();
    }

    /**
     * The error of the action's own reader about the parameters; the resource is a placeholder of an accepted kind.
     */
    private static Optional<String> refused(ActionType type, View rung, Optional<RuleTarget> aim) {
        var kind = aim.map(RuleTarget::kind)
                .or(() -> sorted(type.kinds()).stream().findFirst())
                .orElse(Resource.Kinds.SERVICE);
        var resource = new Resource(new Origin(Cloud.NONE, "", ""), kind, "any");
        try {
            type.reader().read(resource, rung.at("with"));
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * In every environment of the rule, a lock must outlive the wait in which its run checks whether the act helped.
     */
    private void lock(View rule) throws JsonException {
        if (!rule.isObject() || problems.under(rule.at("ladder").path())) {
            return;
        }
        var longest = Assembly.rungs(rule.at("ladder")).stream()
                .map(Rule.Rung::settle)
                .max(Duration::compareTo);
        for (var level : levels(rule)) {
            var all = Assembly.settings(rule).over(level).over(PolicySettings.BUILT_IN);
            var lock = all.guardrails().lock().orElseThrow();
            var needed = longest.orElse(Duration.ZERO).plus(all.soak().orElseThrow());
            if (lock.compareTo(needed) < 0) {
                problems.add(
                        rule.at("guardrails", "lock").path(),
                        "the lock of %s is shorter than the longest wait of the ladder and the soak; another run could act meanwhile: set it to %s or more"
                                .formatted(PolicyDuration.text(lock), PolicyDuration.text(needed)));
                return;
            }
        }
    }

    /** The defaults, and each of the rule's environments merged with them. */
    private List<PolicySettings> levels(View rule) throws JsonException {
        var defaults = Assembly.settings(root.at("defaults"));
        var met = Assembly.texts(rule.at("match", "environments"));
        var levels = new ArrayList<PolicySettings>();
        if (met.isEmpty()) {
            levels.add(defaults);
        }
        for (var name : Assembly.names(root.at("environments"))) {
            if (met.isEmpty() || met.contains(name)) {
                levels.add(Assembly.settings(root.at("environments", name)).over(defaults));
            }
        }
        return levels;
    }
}
