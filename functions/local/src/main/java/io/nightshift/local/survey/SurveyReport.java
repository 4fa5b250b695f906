package io.nightshift.local.survey;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.ProposedPolicy;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.remediation.survey.SurveyedResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What exists, beside the user's policy and the proposed one. Both route each alarm as {@code serve} would. */
public record SurveyReport(Inventory inventory, ProposedPolicy proposal, List<Row> rows, List<FindingRow> findings) {

    /**
     * One alarm.
     *
     * @param rule of the user's policy; empty if it has none for the alarm
     * @param proposed the rule of the proposal
     */
    public record Row(SurveyedAlarm alarm, Optional<String> rule, String proposed) {}

    /**
     * The findings of one control that get the same rules.
     *
     * @param source who found them
     * @param many how many are open
     */
    public record FindingRow(String control, String source, int many, Optional<String> rule, String proposed) {}

    public static SurveyReport of(Inventory inventory, Optional<Policy> policy, PolicyParser parser) {
        var proposal = ProposedPolicy.of(inventory);
        var proposed = rules(parser, proposal);
        var its = policy.map(SurveyReport::rules);
        var rows = inventory.alarms().stream()
                .map(alarm -> new Row(
                        alarm,
                        its.flatMap(rules -> rule(rules, alarm.signal())),
                        rule(proposed, alarm.signal()).orElse("")))
                .toList();
        var findings = new LinkedHashMap<FindingRow, Integer>();
        for (var finding : inventory.findings()) {
            var signal = finding.signal();
            var row = new FindingRow(
                    signal.control(),
                    signal.header().source(),
                    0,
                    its.flatMap(rules -> rule(rules, signal)),
                    rule(proposed, signal).orElse(""));
            findings.merge(row, 1, Integer::sum);
        }
        return new SurveyReport(inventory, proposal, rows, counted(findings));
    }

    private static List<FindingRow> counted(Map<FindingRow, Integer> findings) {
        return findings.entrySet().stream()
                .map(one -> new FindingRow(
                        one.getKey().control(),
                        one.getKey().source(),
                        one.getValue(),
                        one.getKey().rule(),
                        one.getKey().proposed()))
                .toList();
    }

    private static PolicyRules rules(PolicyParser parser, ProposedPolicy proposal) {
        return switch (parser.parse(proposal.yaml())) {
            case Parsed.Valid valid -> rules(valid.policy());
            case Parsed.Invalid invalid ->
                throw new IllegalStateException("the proposal is invalid: "
                        + invalid.problems().getFirst().path());
        };
    }

    /** Alarms name the account themselves. */
    private static PolicyRules rules(Policy policy) {
        return new PolicyRules(policy, Origin.NOWHERE);
    }

    private static Optional<String> rule(PolicyRules rules, Signal signal) {
        return rules.route(signal).stream().map(Route::rule).findFirst();
    }

    public long withRule() {
        return rows.stream().filter(row -> row.rule().isPresent()).count();
    }

    /** The number of resources of each kind. */
    public Map<String, Long> kinds() {
        return inventory.resources().stream()
                .map(SurveyedResource::resource)
                .collect(Collectors.groupingBy(one -> one.kind(), TreeMap::new, Collectors.counting()));
    }

    /** Whether nothing at all could be read. */
    public boolean isBlind() {
        return !inventory.unread().isEmpty()
                && inventory.alarms().isEmpty()
                && inventory.findings().isEmpty()
                && inventory.resources().isEmpty();
    }
}
