package io.nightshift.promotion.gate;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;

/**
 * What a gate says: {@code WELL} lets through, {@code UNWELL} does not, {@code UNKNOWN} may later.
 *
 * @param reason one sentence with the numbers, without a full stop
 */
public record GateAnswer(Health health, String reason) {

    public static GateAnswer open(String reason) {
        return new GateAnswer(Health.WELL, reason);
    }

    public static GateAnswer closed(String reason) {
        return new GateAnswer(Health.UNWELL, reason);
    }

    public static GateAnswer notYet(String reason) {
        return new GateAnswer(Health.UNKNOWN, reason);
    }

    /** Who could not be asked has not said no, and never says yes; the gate's own time ends it. */
    public static GateAnswer unasked(String whom, Problem problem) {
        return notYet(whom + " could not be asked: " + problem.message());
    }

    /** As {@link io.nightshift.promotion.Queries#GATE} is answered. */
    public Observed seen() {
        return new Observed.Seen(health, Json.obj().with("reason", reason));
    }
}
