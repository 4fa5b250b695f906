package io.nightshift.demo;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The promotions in the ledger. */
record DemoRuns(Ledger ledger) {

    private static final int MOST = 100;

    /** The traffic that a promotion gave its version, from its entries. */
    record Course(int highest, Optional<Instant> firstTraffic, Optional<Instant> back) {}

    List<Run> all() {
        return ledger.runs(Optional.empty(), MOST).items();
    }

    Optional<Run> finished(String digest) {
        return all().stream()
                .filter(run -> run.status() == Status.FINISHED && digest.equals(digest(run)))
                .findFirst();
    }

    /** The current activity of that digest's promotion, human-readable. */
    String doing(String digest, Function<Run, String> phase) {
        return all().stream()
                .filter(run -> digest.equals(digest(run)))
                .findFirst()
                .map(phase)
                .orElse("the registry tells of the push");
    }

    private static String digest(Run run) {
        try {
            return View.of(run.state()).at("wish", "digest").textOr("");
        } catch (JsonException e) {
            throw new IllegalStateException("the state of " + run.id() + " cannot be read", e);
        }
    }

    Course machine(Run run) {
        int highest = 0;
        Optional<Instant> first = Optional.empty();
        Optional<Instant> back = Optional.empty();
        for (var entry : ledger.entries(run.id())) {
            var act = act(entry);
            if (act.equals("shift-traffic")) {
                highest = Math.max(highest, percent(entry));
                first = first.or(() -> Optional.of(entry.at()));
            }
            if (act.equals("take-back")) {
                back = Optional.of(entry.at());
            }
        }
        return new Course(highest, first, back);
    }

    /** The type of the act that was performed; empty for other entries. */
    private static String act(Entry entry) {
        try {
            return entry.kind().equals("acted")
                    ? View.of(entry.body()).at("action").textOr("")
                    : "";
        } catch (JsonException e) {
            return "";
        }
    }

    private static int percent(Entry entry) {
        try {
            return (int) View.of(entry.body()).at("with", "percent").integer();
        } catch (JsonException e) {
            throw new IllegalStateException("an entry of a shift has no percent", e);
        }
    }
}
