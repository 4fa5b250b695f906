package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A snapshot of a ledger's content: one line of JSON for each run, for each hour in which runs started, and for the
 * whole ledger. It is computed from a listing, so no turn writes anything for it. Keep it where those who can write
 * to the ledger cannot write: it then reveals a missing run or altered entries.
 *
 * <p>The root of an hour is that of a Merkle tree over its runs; the root of the whole is that of a tree over the
 * hours. Whoever keeps the last line can tell whether the others were altered.
 */
public final class Anchor {

    private static final String FORMAT = "nightshift-anchor-v1";
    private static final int PAGE = 200;

    private Anchor() {}

    /**
     * A run at the time of the anchor.
     *
     * @param entries the number of its entries
     * @param head the hash of its last entry
     */
    public record Line(RunId run, Instant startedAt, long version, long entries, String head, Instant changedAt) {

        static Line of(Run run) {
            return new Line(run.id(), run.startedAt(), run.version(), run.entries(), run.head(), run.changedAt());
        }

        private Instant hour() {
            return startedAt.truncatedTo(ChronoUnit.HOURS);
        }

        private Json.Obj toJson() {
            return Json.obj()
                    .with("run", run.value())
                    .with("startedAt", startedAt.toString())
                    .with("version", version)
                    .with("entries", entries)
                    .with("head", head)
                    .with("changedAt", changedAt.toString());
        }

        private static Line read(View json) throws JsonException {
            return new Line(
                    new RunId(json.at("run").text()),
                    Timestamps.parse(json.at("startedAt").text()),
                    json.at("version").integer(),
                    json.at("entries").integer(),
                    json.at("head").text(),
                    Timestamps.parse(json.at("changedAt").text()));
        }
    }

    /** The anchor cannot be read, or was altered. */
    public static final class InvalidException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    /** @param lines receives each line, the latest started runs first */
    public static void write(Ledger ledger, Instant now, Consumer<Json.Obj> lines) {
        lines.accept(Json.obj().with("anchor", FORMAT).with("at", now.toString()));
        var hours = new Hours(lines);
        Optional<String> from = Optional.empty();
        do {
            var page = ledger.runs(from, PAGE);
            page.items().forEach(run -> {
                var line = Line.of(run);
                hours.add(line);
                lines.accept(line.toJson());
            });
            from = page.next();
        } while (from.isPresent());
        hours.endHour();
        lines.accept(hours.all());
    }

    /** Computes the roots while runs pass by in the order of the hours in which they started. */
    private static final class Hours {
        private final Consumer<Json.Obj> ended;
        private final MerkleRoot all = new MerkleRoot();
        private MerkleRoot one = new MerkleRoot();
        private Instant hour = Instant.MAX;
        private long runs;
        private long inHour;

        Hours(Consumer<Json.Obj> ended) {
            this.ended = ended;
        }

        void add(Line line) {
            if (!line.hour().equals(hour)) {
                endHour();
                hour = line.hour();
            }
            one.add(line.toJson().text());
            inHour++;
            runs++;
        }

        void endHour() {
            if (inHour > 0) {
                var line = Json.obj()
                        .with("hour", hour.toString())
                        .with("runs", inHour)
                        .with("root", one.root());
                all.add(line.text());
                ended.accept(line);
            }
            one = new MerkleRoot();
            inHour = 0;
        }

        Json.Obj all() {
            return Json.obj().with("runs", runs).with("root", all.root());
        }
    }

    /**
     * Reads an anchor, and checks its roots.
     *
     * @param runs receives each run, before the anchor is verified
     * @return the root of the whole
     */
    public static String read(Iterator<String> lines, Consumer<Line> runs) throws InvalidException {
        try {
            if (!lines.hasNext()
                    || !View.of(Json.parse(lines.next()))
                            .at("anchor")
                            .textOr("")
                            .equals(FORMAT)) {
                throw new InvalidException("this is no anchor; expected the output of: nightshift audit anchor --json");
            }
            return new Reader(runs).root(lines);
        } catch (JsonException | DateTimeException e) {
            throw new InvalidException("a line of the anchor cannot be read: " + e.getMessage());
        }
    }

    /** Computes the roots again, and compares them with the written ones. */
    private static final class Reader {
        private final Consumer<Line> runs;
        private final Hours hours = new Hours(line -> this.computed = line);
        private Json.Obj computed = Json.Obj.EMPTY;

        Reader(Consumer<Line> runs) {
            this.runs = runs;
        }

        String root(Iterator<String> lines) throws JsonException, InvalidException {
            while (lines.hasNext()) {
                var json = View.of(Json.parse(lines.next())).object();
                if (json.get("run") != null) {
                    var line = Line.read(View.of(json));
                    hours.add(line);
                    runs.accept(line);
                } else if (json.get("hour") != null) {
                    hours.endHour();
                    check(json, computed);
                } else {
                    check(json, hours.all());
                    return View.of(json).at("root").text();
                }
            }
            throw new InvalidException("the anchor has no end: its last line, with the root of all, is missing");
        }

        private static void check(Json.Obj written, Json.Obj computed) throws InvalidException {
            if (!written.equals(computed)) {
                throw new InvalidException(
                        "the anchor was altered: its runs do not have the root in " + written.text());
            }
        }
    }

    /**
     * Returns why a run does not match the anchor; empty if it matches, has continued from there, or was correctly
     * removed by retention.
     *
     * @param keptFor how long the host keeps runs; empty if unknown here
     */
    public static Optional<String> fault(Ledger ledger, Line line, Instant now, Optional<Duration> keptFor) {
        var stored = ledger.stored(line.run());
        if (stored.isEmpty()) {
            return gone(ledger, line, now, keptFor);
        }
        var run = stored.get().run();
        if (run.isEmpty()) {
            return Optional.of("its state cannot be read");
        }
        if (run.get().version() < line.version() || run.get().entries() < line.entries()) {
            return Optional.of("it is older than it was: version %d with %d entries, not %d with %d"
                    .formatted(run.get().version(), run.get().entries(), line.version(), line.entries()));
        }
        if (run.get().version() == line.version() && !run.get().head().equals(line.head())) {
            return Optional.of("it has the same version with another newest entry");
        }
        return hasEntry(ledger, line)
                ? Optional.empty()
                : Optional.of("entry %d is not the one that it was".formatted(line.entries() - 1));
    }

    private static boolean hasEntry(Ledger ledger, Line line) {
        return line.entries() == 0
                || ledger.storedEntries(line.run(), Optional.of(Long.toString(line.entries() - 1)), 1).items().stream()
                        .flatMap(stored -> stored.entry().stream())
                        .anyMatch(entry ->
                                entry.hash().equals(line.head()) && entry.hash().equals(entry.expectedHash()));
    }

    private static Optional<String> gone(Ledger ledger, Line line, Instant now, Optional<Duration> keptFor) {
        var removal = Removal.find(ledger, line.run());
        if (removal.isEmpty()) {
            return Optional.of("it is gone, and retention did not remove it");
        }
        if (keptFor.filter(keep -> line.changedAt().plus(keep).isAfter(now)).isPresent()) {
            return Optional.of("it is gone, and retention keeps it until "
                    + line.changedAt().plus(keptFor.get()));
        }
        var last = removal.get();
        boolean other = last.version() < line.version()
                || last.entries() < line.entries()
                || (last.version() == line.version() && !last.head().equals(line.head()));
        return other
                ? Optional.of("it is gone, and what retention says it removed is not what it was")
                : last.fault(ledger, now).map(why -> "it is gone: " + why);
    }
}
