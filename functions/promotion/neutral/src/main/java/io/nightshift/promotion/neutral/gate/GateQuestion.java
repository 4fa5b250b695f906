package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;

/**
 * A query to a gate, as in {@link PromotionQueries#GATE}.
 *
 * @param gate the gate's own description
 * @param all the complete query
 */
public record GateQuestion(Image image, String digest, View gate, View all) {

    /** Answers one query. */
    @FunctionalInterface
    public interface Answering {
        Observed answer(GateQuestion question) throws JsonException;
    }

    /** Reports whether the query is for that kind of gate. */
    public static boolean isOf(Query query, String kind) {
        return query.name().equals(PromotionQueries.GATE)
                && Fields.says(gate(query).at("kind"), kind);
    }

    /** The same for gates that several sources can answer. */
    public static boolean isOf(Query query, String kind, String source) {
        return isOf(query, kind) && Fields.says(gate(query).at("source"), source);
    }

    private static View gate(Query query) {
        return View.of(query.with()).at("gate");
    }

    /** Parses the query and answers it; an invalid description is reported and never opens the gate. */
    public static Observed answered(Query query, Answering gate) {
        try {
            var with = View.of(query.with());
            return gate.answer(new GateQuestion(
                    Image.of(with.at("image"), with.at("image").nonBlank()),
                    Image.digest(with.at("digest")),
                    with.at("gate"),
                    with));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadGate", "the gate cannot be read: " + e.getMessage()));
        }
    }
}
