package io.nightshift.policy;

import io.nightshift.core.guard.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Warns about valid settings that are probably mistakes. */
final class Warnings {

    /**
     * Comparing patterns costs at most the product of their lengths. Rules are compared in pairs, so a large policy
     * could take minutes. Beyond this limit, about a second, no more shadowed rules are searched.
     */
    private static final long MOST_WORK = 500_000_000;

    private static final String UNHEARD =
            "acts%s and has no page channel: nobody hears when it does not help, and nobody is asked for approvals";

    private static final String BEFORE = " stands before it and matches all that it matches";

    private final Policy policy;
    private final Precedence precedence;
    private final Problems found;
    private long budget = MOST_WORK;

    /** @param places finds the positions of the policy's parts, and collects the warnings */
    Warnings(Policy policy, Problems places) {
        this.policy = policy;
        this.precedence = new Precedence(policy);
        this.found = places;
    }

    List<PolicyProblem> run() {
        shadowed(
                policy.rules(),
                rule -> rule.match().size(),
                Warnings::shadows,
                (earlier, index) -> found.add(path(index), "never gets its turn: " + earlier.name() + BEFORE));
        shadowed(
                policy.environments(),
                environment -> environment.match().size(),
                (earlier, later) -> earlier.match().covers(later.match()),
                (earlier, index) -> found.add(
                        "$.environments." + policy.environments().get(index).name(),
                        "is never used: " + earlier.name() + BEFORE));
        for (int i = 0; i < policy.rules().size(); i++) {
            unheard(i);
        }
        policy.promotions().values().forEach(this::unheard);
        unused();
        return found.all();
    }

    private <T> void shadowed(
            List<T> all, ToLongFunction<T> size, BiPredicate<T, T> shadows, ObjIntConsumer<T> report) {
        long[] sizes = all.stream().mapToLong(size).toArray();
        for (int i = 0; i < sizes.length; i++) {
            for (int j = 0; j < i && budget > 0; j++) {
                budget -= sizes[i] * sizes[j];
                if (shadows.test(all.get(j), all.get(i))) {
                    report.accept(all.get(j), i);
                    break;
                }
            }
        }
    }

    private static boolean shadows(Rule earlier, Rule later) {
        return earlier.playbook().equals(later.playbook())
                && earlier.match().covers(later.match())
                && fitsAlways(earlier);
    }

    /** A target made of labels skips signals without them. */
    private static boolean fitsAlways(Rule rule) {
        return Stream.concat(rule.target().stream(), rule.ladder().stream().flatMap(rung -> rung.target().stream()))
                .noneMatch(target -> target.name().contains("{"));
    }

    private void unheard(PromotionPolicy promotion) {
        var overrides = precedence.overrides(promotion);
        if (overrides.mode() == Mode.ACT && overrides.pageChannel().isEmpty()) {
            found.add("$.promotions." + promotion.service(), UNHEARD.formatted(""));
        }
    }

    private void unheard(int index) {
        var rule = policy.rules().get(index);
        var silent = environments()
                .filter(rule.match()::includes)
                .filter(environment -> {
                    var settings = precedence.settle(rule, environment);
                    return settings.mode().orElseThrow() == Mode.ACT
                            && settings.page().orElseThrow().isEmpty();
                })
                .findFirst();
        silent.ifPresent(environment ->
                found.add(path(index), UNHEARD.formatted(environment.isEmpty() ? "" : " in " + environment)));
    }

    /** The names of all environments, and the empty name for signals in none. */
    private Stream<String> environments() {
        return Stream.concat(Stream.of(""), policy.environments().stream().map(Environment::name));
    }

    private void unused() {
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
        var levels = new ArrayList<PolicySettings>();
        levels.add(policy.defaults());
        policy.environments().forEach(environment -> levels.add(environment.settings()));
        policy.rules().forEach(rule -> levels.add(rule.settings()));
        policy.promotions().values().forEach(promotion -> levels.addAll(levels(promotion)));
        var left = new HashSet<>(names);
        levels.forEach(level -> left.removeAll(new HashSet<>(used.apply(level))));
        left.forEach(name -> found.add("$." + section + "." + name, "this " + what + " is used nowhere"));
    }

    /** The settings of the service, and of each of its stages. */
    private static List<PolicySettings> levels(PromotionPolicy promotion) {
        var own = promotion.settings();
        return Stream.concat(
                        Stream.of(own),
                        promotion.consents().values().stream()
                                .map(consent -> own.with(own.guardrails(), Optional.of(consent))))
                .toList();
    }

    private static String path(int rule) {
        return "$.rules[" + rule + "]";
    }
}
