package io.nightshift.local.backtest;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Turn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The behaviour of one policy with a history, counted from the entries as the engine writes them. Days are in UTC. */
public final class BacktestSummary {

    private final Map<BacktestSection, Tally> tallies = new EnumMap<>(BacktestSection.class);
    private long ofDay = Long.MIN_VALUE;
    private String day = "";

    BacktestSummary() {
        for (var section : BacktestSection.values()) {
            tallies.put(section, new Tally());
        }
    }

    public Tally tally(BacktestSection section) {
        return tallies.getOrDefault(section, new Tally());
    }

    void count(List<EngineResult> handled) {
        handled.forEach(one -> tally(BacktestSection.HANDLED)
                .add(one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    void count(Turn turn) {
        var rule = turn.run().rule();
        turn.entries().forEach(entry -> count(rule, entry));
    }

    private void count(String rule, Entry entry) {
        var body = entry.body();
        switch (entry.kind()) {
            case "acted" -> tally(BacktestSection.ACTS).add(day(entry.at()), rule, text(body, "action"));
            case "refused" -> held(rule, entry);
            case "tell" -> {
                if (text(body, "urgency").equals("PAGE")) {
                    tally(BacktestSection.PAGES).add(day(entry.at()), text(body, "channel"), rule);
                }
            }
            case "finished" -> tally(BacktestSection.OUTCOMES).add(rule, text(body, "outcome"));
            default -> {
                // The other kinds are for nightshift show, and count for nothing here.
            }
        }
    }

    private void held(String rule, Entry entry) {
        var body = entry.body();
        if (!(body.get("verdict") instanceof Json.Obj verdict)) {
            return;
        }
        tally(BacktestSection.HELD_BACK).add(text(verdict, "guardrail"), text(verdict, "verdict"), rule);
        if (text(verdict, "verdict").equals("dry-run")) {
            tally(BacktestSection.DRY_RUNS).add(day(entry.at()), rule, text(body, "action"));
        } else {
            tally(BacktestSection.HELD_DAYS).add(day(entry.at()), rule);
        }
    }

    private static String text(Json.Obj body, String name) {
        return body.get(name) instanceof Json.Str(var text) ? text : "?";
    }

    private String day(Instant at) {
        long number = Math.floorDiv(at.getEpochSecond(), 86_400L);
        if (number != ofDay) {
            ofDay = number;
            day = LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
        }
        return day;
    }
}
