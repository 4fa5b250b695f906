package io.nightshift.remediation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a remediation.
 *
 * @param rung the next rung to try
 * @param firing whether the alarm fires, by the latest information
 * @param query the query for the health: the alarm, or the subject's own health
 * @param title the alarm in one line
 * @param flaps how often it returned after it was OK
 * @param looks the number of consecutive inconclusive queries
 * @param tries the number of consecutive transient failures of the current rung
 * @param last the last act that could still be undone
 * @param member the member of the subject's group that is the rung's target, if the subject is a group
 * @param undone whether the last act is an undo
 * @param held whether a guardrail holds the next act back
 * @param story one line for each event, human-readable
 */
record Episode(
        EpisodePhase phase,
        int rung,
        boolean firing,
        Json.Obj query,
        String title,
        int flaps,
        int looks,
        int tries,
        Optional<Done> last,
        String member,
        boolean acted,
        boolean undone,
        Held held,
        List<String> story) {

    private static final int LONGEST_STORY = 40;
    private static final int LONGEST_LINE = 300;

    Episode {
        story = List.copyOf(story);
    }

    /** An act and the state from before it. */
    record Done(Json.Obj action, Json.Obj capsule) {}

    /**
     * @param since when it was first held back; empty if it is not
     * @param told whether on-call was informed
     */
    record Held(Optional<Instant> since, boolean told) {
        static final Held NOT = new Held(Optional.empty(), false);
    }

    static final Episode START = new Episode(
            EpisodePhase.LOOKING,
            0,
            true,
            Json.obj(),
            "",
            0,
            0,
            0,
            Optional.empty(),
            "",
            false,
            false,
            Held.NOT,
            List.of());

    Episode in(EpisodePhase next) {
        return new Episode(
                next, rung, firing, query, title, flaps, looks, tries, last, member, acted, undone, held, story);
    }

    Episode firing(boolean now) {
        return new Episode(
                phase, rung, now, query, title, flaps, looks, tries, last, member, acted, undone, held, story);
    }

    Episode about(Json.Obj question, String what) {
        return new Episode(
                phase, rung, firing, question, what, flaps, looks, tries, last, member, acted, undone, held, story);
    }

    Episode nextRung() {
        return new Episode(phase, rung + 1, firing, query, title, flaps, 0, 0, last, "", acted, undone, held, story);
    }

    Episode flapped() {
        return new Episode(
                phase, rung, true, query, title, flaps + 1, looks, tries, last, member, acted, undone, held, story);
    }

    Episode looked(boolean told) {
        return new Episode(
                phase,
                rung,
                firing,
                query,
                title,
                flaps,
                told ? 0 : looks + 1,
                tries,
                last,
                member,
                acted,
                undone,
                held,
                story);
    }

    Episode tried() {
        return new Episode(
                phase, rung, firing, query, title, flaps, looks, tries + 1, last, member, acted, undone, held, story);
    }

    Episode did(Done act, boolean real) {
        return new Episode(
                phase,
                rung,
                firing,
                query,
                title,
                flaps,
                looks,
                0,
                real ? Optional.of(act) : Optional.empty(),
                member,
                acted || real,
                false,
                real ? Held.NOT : held,
                story);
    }

    Episode undid() {
        return new Episode(
                phase, rung, firing, query, title, flaps, looks, 0, Optional.empty(), member, acted, true, held, story);
    }

    Episode aimedAt(String one) {
        return new Episode(
                phase, rung, firing, query, title, flaps, looks, tries, last, one, acted, undone, held, story);
    }

    Episode told() {
        return holding(new Held(held.since(), true));
    }

    Episode heldBack(Instant now) {
        return holding(new Held(held.since().or(() -> Optional.of(now)), held.told()));
    }

    private Episode holding(Held now) {
        return new Episode(
                phase, rung, firing, query, title, flaps, looks, tries, last, member, acted, undone, now, story);
    }

    /** Adds a line; of a very long story the beginning and the end are kept. */
    Episode tell(String line) {
        var longer = new ArrayList<>(story);
        longer.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
        if (longer.size() > LONGEST_STORY) {
            longer.set(LONGEST_STORY / 2, "… (more in the ledger)");
            longer.remove(LONGEST_STORY / 2 + 1);
        }
        return new Episode(
                phase, rung, firing, query, title, flaps, looks, tries, last, member, acted, undone, held, longer);
    }

    Json.Obj toJson() {
        var json = Json.obj()
                .with("phase", phase.name())
                .with("rung", rung)
                .with("firing", firing)
                .with("query", query)
                .with("title", title)
                .with("flaps", flaps)
                .with("looks", looks)
                .with("tries", tries)
                .with("member", member)
                .with("acted", acted)
                .with("undone", undone)
                .with("toldHeld", held.told())
                .withOptional("heldSince", held.since().map(Instant::toString).orElse(null))
                .with("story", Json.strings(story));
        return last.map(done -> json.with(
                        "last", Json.obj().with("action", done.action()).with("capsule", done.capsule())))
                .orElse(json);
    }

    static Episode fromJson(View json) throws JsonException {
        var story = new ArrayList<String>();
        for (var line : json.at("story").items()) {
            story.add(line.text());
        }
        var last = json.at("last");
        return new Episode(
                EpisodePhase.valueOf(json.at("phase").text()),
                (int) json.at("rung").integer(),
                json.at("firing").bool(),
                json.at("query").object(),
                json.at("title").text(),
                (int) json.at("flaps").integer(),
                (int) json.at("looks").integer(),
                (int) json.at("tries").integer(),
                last.exists()
                        ? Optional.of(new Done(
                                last.at("action").object(), last.at("capsule").object()))
                        : Optional.empty(),
                json.at("member").text(),
                json.at("acted").bool(),
                json.at("undone").bool(),
                held(json),
                story);
    }

    private static Held held(View json) throws JsonException {
        var since = json.at("heldSince");
        try {
            return new Held(
                    since.exists() ? Optional.of(Instant.parse(since.text())) : Optional.empty(),
                    json.at("toldHeld").bool());
        } catch (DateTimeParseException e) {
            throw since.wrong("a time such as 2026-11-21T03:00:00Z");
        }
    }
}
