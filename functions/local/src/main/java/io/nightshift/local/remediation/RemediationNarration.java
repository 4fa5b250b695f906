package io.nightshift.local.remediation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.story.Narration;
import java.util.ArrayList;
import java.util.List;

/** Adds the value of an alarm's metric, if it was queried too. */
record RemediationNarration() implements Narration {

    @Override
    public String details(View details) throws JsonException {
        if (!details.at("metric").isArray() || details.at("metric").items().isEmpty()) {
            return "";
        }
        var latest = details.at("metric").items().getFirst();
        return "%s %s, threshold %s"
                .formatted(
                        latest.at("label").textOr("metric"), plain(latest.at("value")), plain(details.at("threshold")));
    }

    @Override
    public List<String> notNeeded(Run run) {
        try {
            var actions = new ArrayList<String>();
            for (var rung : View.of(run.plan()).at("ladder").items()) {
                actions.add(rung.at("action").textOr("?"));
            }
            long tried = View.of(run.state()).at("rung").integerOr(0);
            return actions.stream().skip(tried).toList();
        } catch (JsonException e) {
            return List.of();
        }
    }

    private static String plain(View number) throws JsonException {
        return number.exists() && number.json() instanceof Json.Num num
                ? num.decimal().stripTrailingZeros().toPlainString()
                : number.textOr("none");
    }
}
