package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Why and how a promotion goes back.
 *
 * @param outcome what the run ends with when every target is back
 * @param bad whether the digest is to blame: then it goes into quarantine
 * @param stuck for each target that could not be taken back: what a human has to do
 */
record Return(String why, Outcome outcome, boolean bad, List<String> stuck) {

    Return {
        stuck = List.copyOf(stuck);
    }

    Return(String why, Outcome outcome, boolean bad) {
        this(why, outcome, bad, List.of());
    }

    Return with(String oneStuck) {
        var more = new ArrayList<>(stuck);
        more.add(oneStuck);
        return new Return(why, outcome, bad, more);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("why", why)
                .with("outcome", outcome.name())
                .with("bad", bad)
                .with("stuck", Json.strings(stuck));
    }

    static Return fromJson(View json) throws JsonException {
        var stuck = new ArrayList<String>();
        for (var one : json.at("stuck").items()) {
            stuck.add(one.text());
        }
        return new Return(
                json.at("why").text(),
                Outcome.valueOf(json.at("outcome").text()),
                json.at("bad").bool(),
                stuck);
    }
}
