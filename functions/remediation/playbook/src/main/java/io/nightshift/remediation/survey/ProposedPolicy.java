package io.nightshift.remediation.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The policy that is proposed for what exists: one rule for each class of alarms, in {@code mode: dry-run}. */
public final class ProposedPolicy {

    private static final String HEAD = """
            # Proposed by nightshift survey from what exists. Nothing is changed: in dry-run Nightshift tells what it would do.
            # Read each rule, keep what you agree with, and give single rules "mode: act" when their reports were right.
            version: 1

            defaults:
              mode: dry-run
              page: on-call

            channels:
              on-call: {kind: console} # {kind: webhook, url-from-env: ON_CALL_URL} reaches chat or a pager
            """;

    private static final String HOOK = """

            # The webhook "on-call" tells a person. Before a rule with it gets "mode: act", set NIGHTSHIFT_WEBHOOK_ON_CALL_URL.
            """;

    private final List<ProposedRule> rules;
    private final List<MissingAlarm> missing;

    private ProposedPolicy(List<ProposedRule> rules, List<MissingAlarm> missing) {
        this.rules = rules;
        this.missing = missing;
    }

    public static ProposedPolicy of(Inventory inventory) {
        var rules = new ArrayList<ProposedRule>();
        for (var one : SignalClasses.ALL) {
            var alarms = inventory.alarms().stream()
                    .filter(alarm ->
                            SignalClasses.of(alarm.signal()).filter(one::equals).isPresent())
                    .toList();
            var findings = inventory.findings().stream()
                    .filter(finding -> SignalClasses.of(finding.signal())
                            .filter(one::equals)
                            .isPresent())
                    .toList();
            var missing = SignalClasses.EXPECTED.stream()
                    .filter(expected ->
                            SignalClasses.of(expected).filter(one::equals).isPresent())
                    .flatMap(expected -> expected.missing(inventory))
                    .toList();
            if (!alarms.isEmpty() || !findings.isEmpty() || !missing.isEmpty()) {
                rules.add(new ProposedRule(one, one.ladder().of(inventory), alarms, findings, missing));
            }
        }
        return new ProposedPolicy(
                rules,
                SignalClasses.EXPECTED.stream()
                        .flatMap(expected -> expected.missing(inventory))
                        .sorted(Comparator.comparing(one -> one.resource().label()))
                        .toList());
    }

    /** The alarms that resources should have and have not, by resource. */
    public List<MissingAlarm> missing() {
        return missing;
    }

    public int rules() {
        return rules.size();
    }

    /** The text of the policy. */
    public String yaml() {
        if (rules.isEmpty()) {
            return HEAD + "\n# Nothing was found that a rule could be for.\nrules: []\n";
        }
        boolean calls = rules.stream().flatMap(rule -> rule.ladder().stream()).anyMatch(ProposedRung::tells);
        return HEAD
                + (calls ? HOOK : "")
                + "\nrules:\n"
                + rules.stream().map(ProposedRule::yaml).collect(Collectors.joining("\n"));
    }
}
