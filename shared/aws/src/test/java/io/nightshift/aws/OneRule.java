package io.nightshift.aws;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;

/** Sends everything to the {@link DynamoDbEngine}, and acts. */
public final class OneRule implements Rules {

    @Override
    public String hash() {
        return "policy-1";
    }

    @Override
    public List<Route> route(Signal signal) {
        return List.of(new Route("web", "prod", "drill", Json.obj()));
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        var tight = GuardrailSettings.DEFAULT;
        return Optional.of(new GuardrailSettings(
                Mode.ACT,
                tight.optOut(),
                tight.optIn(),
                tight.freezes(),
                tight.coolDown(),
                tight.rate(),
                new GuardrailSettings.Blast(100, 1),
                tight.lock(),
                tight.approval(),
                tight.breaker(),
                tight.recurrence(),
                "ops"));
    }
}
