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
 * The user's {@code nightshift.yaml}, valid as a whole: every name in it names something.
 *
 * @param hash SHA-256 of what the file says, the same however it is formatted or commented; names the version
 * @param environments in the order of the file: a signal is in the first that matches it
 * @param rules in the order of the file: of each playbook the first that matches is taken
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

    /** What can be paused: the rules and the services that are promoted. */
    public Set<String> names() {
        return Stream.concat(rules.stream().map(Rule::name), promotions.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<Environment> environment(String name) {
        return environments.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
