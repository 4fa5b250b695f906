package io.nightshift.console.page;

import io.nightshift.console.view.Block;
import io.nightshift.console.view.Cell;
import io.nightshift.console.view.Tone;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The verdict of each guardrail about each act, with its reason. */
final class VerdictTable {

    private static final Map<String, Tone> TONES = Map.of(
            "allow", Tone.GOOD, "deny", Tone.BAD, "dry-run", Tone.CALM, "need-approval", Tone.WARN, "defer", Tone.WARN);
    private static final int MOST = 200;

    private VerdictTable() {}

    static Block.Table of(List<Entry> entries) {
        var rows = new ArrayList<List<Cell>>();
        entries.stream()
                .filter(entry -> entry.kind().equals("judged"))
                .takeWhile(entry -> rows.size() < MOST)
                .forEach(entry -> add(rows, entry));
        return new Block.Table("Verdicts", List.of("Time", "Act", "Guardrail", "Verdict", "Reason"), rows, "");
    }

    private static void add(List<List<Cell>> rows, Entry entry) {
        var body = View.of(entry.body());
        try {
            for (var verdict : body.at("verdicts").items()) {
                var said = verdict.at("verdict").textOr("?");
                rows.add(List.of(
                        Cell.time(entry.at()),
                        Cell.of(body.at("sentence").textOr("?")),
                        Cell.of(verdict.at("guardrail").textOr("?")),
                        Cell.badge(said, TONES.getOrDefault(said, Tone.CALM)),
                        Cell.of(verdict.at("reason").textOr(""))));
            }
        } catch (JsonException e) {
            rows.add(List.of(
                    Cell.time(entry.at()),
                    Cell.of("entry " + entry.number() + " cannot be read"),
                    Cell.of(""),
                    Cell.badge("unreadable", Tone.BAD),
                    Cell.of("")));
        }
    }
}
