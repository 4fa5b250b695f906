package io.nightshift.policy;

import io.nightshift.core.guard.Freeze;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user's {@code nightshift.yaml}, valid as a whole: every reference resolves.
 *
 * @param hash SHA-256 of the content, independent of format and comments; identifies the version
 * @param environments in the order of the file: a signal belongs to the first that matches
 * @param rules in the order of the file: for each playbook the first match wins
 * @param promotions by the name of the service
 */
public record Policy(
        String hash,
        PolicySettings defaults,
        List<Environment> environments,
        Map<String, List<Freeze>> freezeCalendars,
        Map<String, List<String>> approvers,
        Map<String, Channel> channels,
        List<Rule> rules,
        Map<String, PromotionPolicy> promotions) {

    public Policy {
        environments = List.copyOf(environments);
        freezeCalendars = Map.copyOf(freezeCalendars);
        approvers = Map.copyOf(approvers);
        channels = Map.copyOf(channels);
        rules = List.copyOf(rules);
        promotions = Map.copyOf(promotions);
    }

    /** The names that can be paused: rules, and services that are promoted. */
    public Set<String> names() {
        return Stream.concat(rules.stream().map(Rule::name), promotions.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<Environment> environment(String name) {
        return environments.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
