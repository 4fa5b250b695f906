package io.nightshift.local.cli;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The guardrails that held an act back, besides the deciding one: a sentence for each that did not simply allow it. */
final class BlockingGuardrails {

    private BlockingGuardrails() {}

    static List<String> sentences(Ledger ledger, Run run) {
        return ledger.entries(run.id()).stream()
                .filter(entry -> entry.kind().equals("judged"))
                .flatMap(BlockingGuardrails::sentences)
                .toList();
    }

    private static Stream<String> sentences(Entry entry) {
        var said = new ArrayList<String>();
        var body = View.of(entry.body());
        try {
            for (var verdict : body.at("verdicts").items()) {
                var kind = verdict.at("verdict").textOr("?");
                if (!kind.equals("allow")) {
                    said.add(TerminalText.safe("%s  %s says %s to \"%s\": %s."
                            .formatted(
                                    entry.at(),
                                    verdict.at("guardrail").textOr("?"),
                                    kind,
                                    body.at("sentence").textOr("?"),
                                    verdict.at("reason").textOr(""))));
                }
            }
        } catch (JsonException e) {
            said.add("entry " + entry.number() + " cannot be read");
        }
        return said.stream();
    }
}
