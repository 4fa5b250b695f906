package io.nightshift.local.cli;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.text.Colours;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** The verdict of each guardrail about each act of a run. */
final class GuardrailVerdicts {

    private GuardrailVerdicts() {}

    static List<String> lines(Ledger ledger, Run run, Colours colours) {
        var lines = new ArrayList<String>();
        for (var entry : ledger.entries(run.id())) {
            if (entry.kind().equals("judged")) {
                lines.addAll(lines(entry, colours));
            }
        }
        return lines;
    }

    private static List<String> lines(Entry entry, Colours colours) {
        var lines = new ArrayList<String>();
        var body = View.of(entry.body());
        try {
            lines.add(colours.bold(
                    "guardrails on: " + TerminalText.safe(body.at("sentence").textOr("?"))));
            for (var verdict : body.at("verdicts").items()) {
                var kind = verdict.at("verdict").textOr("?");
                lines.add("  %-13s %-13s %s"
                        .formatted(
                                verdict.at("guardrail").textOr("?"),
                                kind,
                                TerminalText.safe(verdict.at("reason").textOr(""))));
            }
        } catch (JsonException e) {
            lines.add("  entry " + entry.number() + " cannot be read");
        }
        return lines;
    }
}
