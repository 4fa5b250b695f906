package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;

/**
 * A gate's response: {@code WELL} lets the image through, {@code UNWELL} does not, {@code UNKNOWN} may later.
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

    /** The response for a gate that could not be queried: neither closed nor open; the gate's time limit ends it. */
    public static GateAnswer unasked(String whom, Problem problem) {
        return notYet(whom + " could not be asked: " + problem.message());
    }

    /** The response in the form of {@link io.nightshift.promotion.PromotionQueries#GATE}. */
    public Observed seen() {
        return new Observed.Seen(health, Json.obj().with("reason", reason));
    }
}
