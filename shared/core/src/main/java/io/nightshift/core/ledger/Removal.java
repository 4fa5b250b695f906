package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The record that retention writes before it removes a run, as a mark that is kept forever: a missing run without a
 * record was not removed by retention.
 *
 * @param head the hash of its last entry
 * @param endedAt when the run was changed last
 * @param from the earliest time at which it may be gone
 * @param logged the number of the entry in {@link #LOG} that names it, if the store does not expire items itself;
 *     else -1
 */
public record Removal(RunId run, long version, long entries, String head, Instant endedAt, Instant from, long logged) {

    /** The run whose entries are the log of all removals, in stores that do not expire items themselves. */
    public static final RunKey LOG =
            new RunKey("retention", new Resource(Origin.NOWHERE, "nightshift", "retention"), "log");

    /** Marks of removals are never deleted. */
    public static final Instant FOR_GOOD = Timestamps.parse("9999-12-31T23:59:59Z");

    private static final String PREFIX = "removed/";

    /** The removal of a run that the store itself deletes from that time on. */
    public static Removal expiring(Run run, Instant from) {
        return new Removal(run.id(), run.version(), run.entries(), run.head(), run.changedAt(), from, -1);
    }

    /** The removal of a run that is deleted now; its log entry is written together with this mark. */
    public static Removal logged(Run run, Instant now, long number) {
        return new Removal(run.id(), run.version(), run.entries(), run.head(), run.changedAt(), now, number);
    }

    /** The key of the mark. */
    public static String key(RunId run) {
        return PREFIX + run.value();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("removed", run.value())
                .with("version", version)
                .with("entries", entries)
                .with("head", head)
                .with("endedAt", endedAt.toString())
                .with("from", from.toString())
                .with("logged", logged);
    }

    /** The ledger's record of that run's removal; empty if there is none that can be read. */
    static Optional<Removal> find(Ledger ledger, RunId id) {
        var mark = ledger.marker(key(id));
        if (mark.version() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(id, View.of(mark.value())));
        } catch (JsonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Removal read(RunId id, View json) throws JsonException {
        return new Removal(
                id,
                json.at("version").integer(),
                json.at("entries").integer(),
                json.at("head").text(),
                Timestamps.parse(json.at("endedAt").text()),
                Timestamps.parse(json.at("from").text()),
                json.at("logged").integer());
    }

    /** Returns why this removal does not explain that the run is gone; empty if it does. */
    Optional<String> fault(Ledger ledger, Instant now) {
        if (from.isAfter(now) || from.isBefore(endedAt)) {
            return Optional.of("retention removes it from " + from + " on, not earlier");
        }
        if (ledger.expires() ? logged < 0 : isLogged(ledger)) {
            return Optional.empty();
        }
        return Optional.of("a mark says that retention removed it, and the log of removals does not");
    }

    private boolean isLogged(Ledger ledger) {
        var entry = ledger.storedEntries(LOG.id(), Optional.of(Long.toString(logged)), 1).items().stream()
                .flatMap(stored -> stored.entry().stream())
                .filter(found -> found.number() == logged && found.hash().equals(found.expectedHash()))
                .findFirst();
        return entry.filter(found -> found.body().get("runs") instanceof Json.Obj runs
                        && Json.of(head).equals(runs.get(run.value())))
                .isPresent();
    }

    /** The run that a mark names, such as the mark of the open run of a cause; empty if it names none. */
    public static Optional<RunId> namedBy(Json.Obj mark) {
        return mark.get("run") instanceof Json.Str(var id) && !id.isEmpty()
                ? Optional.of(new RunId(id))
                : Optional.empty();
    }
}
