package io.nightshift.core.machine;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a run's state that {@link Machine} keeps.
 *
 * @param since when the phase's current wait began: its time limit counts from here
 * @param tries the number of consecutive inconclusive queries, or of acts that failed for transient reasons
 * @param flying whether an act is planned whose result is unknown: until then nothing else is begun
 * @param held why the run is held
 * @param facts answers that a later step of the run needs, by name
 * @param story one line for each event, human-readable
 */
public record PhaseState<P extends Enum<P>>(
        P phase, Instant since, int tries, boolean flying, Optional<Hold<P>> held, Json.Obj facts, List<String> story) {

    private static final int LONGEST_STORY = 60;
    private static final int LONGEST_LINE = 400;

    public PhaseState {
        story = List.copyOf(story);
    }

    public static <P extends Enum<P>> PhaseState<P> starting(P phase, Instant now) {
        return new PhaseState<>(phase, now, 0, false, Optional.empty(), Json.obj(), List.of());
    }

    public PhaseState<P> in(P next) {
        return new PhaseState<>(next, since, tries, flying, held, facts, story);
    }

    public PhaseState<P> waitingSince(Instant now) {
        return new PhaseState<>(phase, now, 0, flying, held, facts, story);
    }

    public PhaseState<P> tried(int times) {
        return new PhaseState<>(phase, since, times, flying, held, facts, story);
    }

    PhaseState<P> flying(boolean now) {
        return new PhaseState<>(phase, since, tries, now, held, facts, story);
    }

    PhaseState<P> held(Optional<Hold<P>> one) {
        return new PhaseState<>(phase, since, tries, flying, one, facts, story);
    }

    PhaseState<P> knowing(Json.Obj all) {
        return new PhaseState<>(phase, since, tries, flying, held, all, story);
    }

    /** Adds a line; of a very long story the beginning and the end are kept. */
    PhaseState<P> tell(String line) {
        var longer = new ArrayList<>(story);
        longer.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
        if (longer.size() > LONGEST_STORY) {
            longer.set(LONGEST_STORY / 2, "… (more in the ledger)");
            longer.remove(LONGEST_STORY / 2 + 1);
        }
        return new PhaseState<>(phase, since, tries, flying, held, facts, longer);
    }

    /** The state without facts that were kept for one phase. */
    PhaseState<P> without(List<String> names) {
        var rest = Json.obj();
        for (var fact : facts.members().entrySet()) {
            if (!names.contains(fact.getKey())) {
                rest = rest.with(fact.getKey(), fact.getValue());
            }
        }
        return knowing(rest);
    }

    /** Writes everything; a state with a layout of its own writes the parts by itself. */
    public Json.Obj toJson() {
        var json = Json.obj()
                .with("phase", phase.name())
                .with("since", since.toString())
                .with("tries", tries)
                .with("flying", flying)
                .with("facts", facts)
                .with("story", Json.strings(story));
        return held.map(hold -> json.with("held", hold.toJson())).orElse(json);
    }

    public static <P extends Enum<P>> PhaseState<P> fromJson(Class<P> phases, View json) throws JsonException {
        return new PhaseState<>(
                json.at("phase").constant(phases),
                json.at("since").instant(),
                (int) json.at("tries").integer(),
                json.at("flying").bool(),
                hold(phases, json.at("held")),
                json.at("facts").object(),
                json.at("story").strings());
    }

    public static <P extends Enum<P>> Optional<Hold<P>> hold(Class<P> phases, View json) throws JsonException {
        return json.exists() ? Optional.of(Hold.fromJson(phases, json)) : Optional.empty();
    }
}
