package io.nightshift.policy;

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
    private final Problems found;

    /** @param places finds the positions of the policy's parts, and collects the warnings */
    Warnings(Policy policy, Problems places) {
        this.policy = policy;
        this.found = places;
    }

    void run() {
        Shadowed.search(
                policy.environments(),
                environment -> environment.match().size(),
                (earlier, later) -> earlier.match().covers(later.match()),
                (earlier, index) -> found.add(
                        "$.environments." + policy.environments().get(index).name(),
                        "is never used: " + earlier.name() + Shadowed.BEFORE));
        unused("freeze-calendars", "freeze calendar", policy.freezeCalendars().keySet(), PolicySettings::freeze);
        unused("channels", "channel", policy.channels().keySet(), settings -> optional(settings.page()));
        unused(
                "approvers",
                "group",
                policy.approvers().keySet(),
                settings -> optional(settings.approval()
                        .filter(ApprovalPolicy.Needed.class::isInstance)
                        .map(consent -> ((ApprovalPolicy.Needed) consent).approvers())));
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
