package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.JsonException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The gate {@code age}: {@code {kind: "age", atLeastSeconds?, atMostSeconds?}} since the image was pushed. An image that is
 * too young may pass later, one that is too old never; if the push time is unknown, the gate stays closed.
 */
public record AgeGate(InstantSource clock) implements Observer {

    @Override
    public boolean observes(Query query) {
        return GateQuestion.isOf(query, "age");
    }

    @Override
    public Observed observe(Query query) {
        return GateQuestion.answered(query, question -> answer(question).seen());
    }

    private GateAnswer answer(GateQuestion question) throws JsonException {
        var gate = question.gate();
        if (!gate.at("atLeastSeconds").exists() && !gate.at("atMostSeconds").exists()) {
            throw gate.at("atLeastSeconds").wrong("seconds here, at atMostSeconds or at both");
        }
        var pushedAt = question.all().at("pushedAt");
        if (pushedAt.textOr("").isEmpty()) {
            return GateAnswer.closed("nobody knows when the image was pushed: its registry does not tell");
        }
        var age = Duration.between(ProviderTimes.time(pushedAt), clock.instant());
        var atLeast = Duration.ofSeconds(gate.at("atLeastSeconds").integerOr(0));
        if (age.compareTo(atLeast) < 0) {
            return GateAnswer.notYet("the image was pushed " + words(age) + " ago (at least " + words(atLeast) + ")");
        }
        if (gate.at("atMostSeconds").exists()) {
            var atMost = Duration.ofSeconds(gate.at("atMostSeconds").integer());
            if (age.compareTo(atMost) > 0) {
                return GateAnswer.closed("the image was pushed " + words(age) + " ago (at most " + words(atMost) + ")");
            }
        }
        return GateAnswer.open("the image was pushed " + words(age) + " ago");
    }

    /** If the clock is behind the registry's, the age is zero, never negative. */
    private static String words(Duration age) {
        return DurationText.say(age.isNegative() ? Duration.ZERO : age);
    }
}
