package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Warns about valid settings outside of the sections that are probably mistakes. */
final class Warnings {

    private final Policy policy;
    private final PolicyDocument document;
    private final Problems found;

    /** @param document finds the positions of the policy's parts, and collects the warnings */
    Warnings(Policy policy, PolicyDocument document) {
        this.policy = policy;
        this.document = document;
        this.found = document.problems();
    }

    void run() throws JsonException {
        tags();
        for (var environment : policy.environments()) {
            document.warnMatch(document.root().at("environments", environment.name(), "match"));
        }
        Shadowed.search(
                policy.environments(),
                environment -> environment.match().size(),
                (earlier, later) -> earlier.match().covers(later.match()),
                (earlier, index) -> found.add(
                        "$.environments." + policy.environments().get(index).name(),
                        "is never used: " + earlier.name() + Shadowed.BEFORE));
        unused("freeze-calendars", "freeze calendar", policy.freezeCalendars().keySet(), PolicySettings::freeze);
        unused("channels", "channel", channelsBesidesFallbacks(), settings -> optional(settings.page()));
        unused(
                "approvers",
                "group",
                policy.approvers().keySet(),
                settings -> optional(settings.approval()
                        .filter(ApprovalPolicy.Needed.class::isInstance)
                        .map(consent -> ((ApprovalPolicy.Needed) consent).approvers())));
    }

    private void tags() throws JsonException {
        document.warnTags("$.defaults.guardrails.opt-in", policy.settings(""));
        for (var environment : policy.environments()) {
            var level = document.root().at("environments", environment.name(), "guardrails");
            if (level.at("opt-in").exists() || level.at("opt-out").exists()) {
                document.warnTags(level.path(), policy.settings(environment.name()));
            }
        }
    }

    /** A channel that takes what another one does not is used. */
    private Set<String> channelsBesidesFallbacks() {
        var names = new HashSet<>(policy.channels().keySet());
        policy.channelRules().values().forEach(rules -> rules.fallback().ifPresent(names::remove));
        return names;
    }

    private static List<String> optional(Optional<String> name) {
        return name.stream().toList();
    }

    private void unused(
            String section, String what, Set<String> names, Function<PolicySettings, Collection<String>> used) {
        var left = new HashSet<>(names);
        levels().forEach(level -> left.removeAll(new HashSet<>(used.apply(level))));
        left.forEach(name -> found.add("$." + section + "." + name, "this " + what + " is used nowhere"));
    }

    private Stream<PolicySettings> levels() {
        var outer = Stream.concat(
                Stream.of(policy.defaults()), policy.environments().stream().map(Environment::settings));
        return Stream.concat(outer, policy.sections().values().stream().flatMap(SectionContent::levels));
    }
}
