package io.nightshift.promotion.answer;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Arrays;
import java.util.Locale;

/** The readiness of a deployed version. */
public sealed interface Readiness {

    /** All of it runs and is healthy, as reported by the platform. */
    record Ready() implements Readiness {}

    /** @param progress human-readable: {@code 2 of 4 tasks run} */
    record OnItsWay(String progress) implements Readiness {}

    /** It failed, and the platform does not retry. */
    record Broken(String reason, Cause cause) implements Readiness {

        public Broken(String reason) {
            this(reason, Cause.VERSION);
        }
    }

    static Readiness read(Health health, View details) throws JsonException {
        var reason = details.at("reason").textOr("it does not say why");
        return switch (health) {
            case WELL -> new Ready();
            case UNKNOWN -> new OnItsWay(reason);
            case UNWELL -> new Broken(reason, Cause.of(details.at("cause").textOr(Cause.VERSION.word())));
        };
    }

    default Observed seen() {
        return switch (this) {
            case Ready() -> new Observed.Seen(Health.WELL, Json.obj());
            case OnItsWay(var progress) ->
                new Observed.Seen(Health.UNKNOWN, Json.obj().with("reason", progress));
            case Broken(var reason, var cause) ->
                new Observed.Seen(
                        Health.UNWELL, Json.obj().with("reason", reason).with("cause", cause.word()));
        };
    }

    /** The reason why a version did not become ready. */
    enum Cause {
        /** The version itself: it is rolled back and quarantined. */
        VERSION,
        /**
         * It ended at its start and nothing restarts it: it is deployed again a few times within {@code settle}, then
         * handled as {@code VERSION}.
         */
        START,
        /** Its image could not be fetched: it is deployed again within {@code settle}, then rolled back, but not quarantined. */
        IMAGE;

        /** An unknown word counts as the version itself. */
        private static Cause of(String word) {
            return Arrays.stream(values())
                    .filter(cause -> cause.word().equals(word))
                    .findFirst()
                    .orElse(VERSION);
        }

        /** The word in a query's response. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
