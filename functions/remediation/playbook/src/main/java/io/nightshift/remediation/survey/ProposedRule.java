package io.nightshift.remediation.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A rule for one class of alarms or findings.
 *
 * @param alarms those that exist
 * @param findings those that are open
 * @param missing those that should exist
 */
record ProposedRule(
        SignalClass about,
        List<ProposedRung> ladder,
        List<SurveyedAlarm> alarms,
        List<SurveyedFinding> findings,
        List<MissingAlarm> missing) {

    private static final String INDENT = "    ";

    /** A rule that only tells a person is hardly held back: whoever is told decides. */
    private static final String TELLING = "guardrails: {rate-limit: {times: 100}}";

    String yaml() {
        var lines = new ArrayList<String>();
        comments().forEach(text -> lines.add("  # " + text));
        lines.add("  - name: " + about.name());
        lines.add(INDENT + "match:");
        match().forEach(line -> lines.add(INDENT + "  " + line));
        if (ladder.stream().allMatch(ProposedRung::tells)) {
            lines.add(INDENT + TELLING);
        }
        lines.add(INDENT + "ladder:");
        ladder.forEach(rung -> lines.addAll(rung(rung)));
        return String.join("\n", lines) + "\n";
    }

    private List<String> comments() {
        var comments = new ArrayList<String>();
        comments.add(about.why());
        if (!alarms.isEmpty()) {
            var names = alarms.stream()
                    .map(alarm -> alarm.signal().name())
                    .distinct()
                    .toList();
            boolean assumed = alarms.stream().allMatch(SurveyedAlarm::assumed);
            comments.add((assumed ? "Usual alerts: " : alarms.size() + " here: ") + YamlText.few(names));
        }
        if (!findings.isEmpty()) {
            var names = findings.stream()
                    .map(finding -> finding.signal().control() + " of "
                            + finding.signal().subject().name())
                    .distinct()
                    .toList();
            comments.add(findings.size() + " open: " + YamlText.few(names));
        }
        if (!missing.isEmpty()) {
            var names = missing.stream()
                    .map(one -> one.resource().name() + " (" + one.metric() + ")")
                    .toList();
            comments.add("Alarms to make: " + YamlText.few(names));
        }
        return comments;
    }

    private List<String> match() {
        var match = about.match();
        var lines = new ArrayList<String>();
        lines.add("source: " + match.source());
        lines.add("type: " + match.type());
        if (!match.name().isEmpty()) {
            lines.add("name: " + YamlText.quoted(match.name()));
        }
        if (!match.kind().isEmpty()) {
            lines.add("kinds: [" + YamlText.quoted(match.kind()) + "]");
        }
        if (!match.labels().isEmpty()) {
            lines.add("labels: " + map(match.labels()));
        }
        return lines;
    }

    private List<String> rung(ProposedRung rung) {
        var lines = new ArrayList<String>();
        lines.add("      - action: " + rung.action());
        if (!rung.with().isEmpty()) {
            lines.add("        with: {"
                    + rung.with().entrySet().stream()
                            .map(one -> one.getKey() + ": " + one.getValue())
                            .collect(Collectors.joining(", "))
                    + "}");
        }
        if (!rung.target().isEmpty()) {
            lines.add("        target: {kind: " + YamlText.quoted(about.match().kind()) + ", name: "
                    + YamlText.quoted(rung.target()) + "}");
        }
        lines.add("        wait: " + rung.settle());
        return lines;
    }

    private static String map(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + ": " + YamlText.quoted(label.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
