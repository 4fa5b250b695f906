package io.nightshift.remediation.aws.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One service: a rule of its own, groups of its own, instances of its own. As each limit lies wholly inside the next one,
 * the number of acts that they allow together does not depend on the order in which signals come.
 *
 * @param instances how many there are
 * @param groupSize how many of them are in one Auto Scaling group; 0: they are in none
 * @param share the blast radius in percent of a group
 * @param atMost the blast radius by number
 * @param rate how often the rule may act in an hour
 * @param optedOut whether the owner took the instances out, by tag
 * @param mode of the rule
 */
record Service(
        String name, int instances, int groupSize, int share, int atMost, int rate, boolean optedOut, String mode) {

    /**
     * How many acts are allowed within an hour, by arithmetic alone: one on each instance (it is locked, and rests), so
     * many in a group at once (nothing is released within the storm), so many of the rule.
     */
    int allowed() {
        if (optedOut || !mode.equals("act")) {
            return 0;
        }
        int byGroups = groupSize == 0
                ? Math.min(instances, atMost)
                : groups().stream()
                        .mapToInt(members -> Math.min(atMost, members.size() * share / 100))
                        .sum();
        return Math.min(rate, byGroups);
    }

    List<StormMachine> machines() {
        return IntStream.range(0, instances)
                .mapToObj(number -> new StormMachine(name, number))
                .toList();
    }

    List<String> ids() {
        return machines().stream().map(StormMachine::id).toList();
    }

    List<List<String>> groups() {
        var groups = new ArrayList<List<String>>();
        for (int from = 0; groupSize > 0 && from < instances; from += groupSize) {
            groups.add(ids().subList(from, Math.min(instances, from + groupSize)));
        }
        return groups;
    }

    String rule() {
        return """
              - name: %1$s
                match: {name: "%1$s-*"}
                mode: %2$s
                guardrails:
                  rate-limit: {times: %3$d, per: 1h}
                  blast-radius: {share: %4$d%%, at-most: %5$d}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """.formatted(name, mode, rate, share, atMost);
    }
}
