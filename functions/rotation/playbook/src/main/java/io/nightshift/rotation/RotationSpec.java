package io.nightshift.rotation;

import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings.Approval;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a secret is rotated: the plan of a run, which the policy's section writes.
 *
 * @param engine what checks the credential: {@code postgres}
 * @param strategy {@code single}, {@code alternating} or {@code dual}
 * @param consumers the workloads to restart after the switch, in this order
 * @param closed the part of the week in which no rotation begins; empty for none
 * @param grace how long the old credential works at least after the switch
 * @param proof how long nobody may have logged in with the old one before it is retired
 * @param approval who agrees before anything is changed
 * @param page the channel for on-call
 * @param json the whole, for adapters
 */
public record RotationSpec(
        String engine,
        String strategy,
        List<Resource> consumers,
        Optional<Freeze.Weekly> closed,
        Duration grace,
        Duration proof,
        Optional<Approval> approval,
        String page,
        Json.Obj json) {

    /** The stage under which the policy knows the approval of a rotation. */
    public static final String STAGE = "rotation";

    /** The engine of keys of IAM users. */
    public static final String AWS_ACCESS_KEY = "aws-access-key";

    /** The engine of keys of Google service accounts. */
    public static final String GOOGLE_SERVICE_ACCOUNT_KEY = "google-service-account-key";

    /** The engine of values that no system checks. */
    public static final String OPAQUE = "opaque";

    /** Engines whose credentials are keys that can be switched off by themselves. */
    private static final List<String> KEYS = List.of(AWS_ACCESS_KEY, GOOGLE_SERVICE_ACCOUNT_KEY);

    /** One login name, one password: whoever has the old one is shut out from set to switch. */
    boolean single() {
        return strategy.equals("single");
    }

    boolean keys() {
        return KEYS.contains(engine);
    }

    /** Whether a system checks the credential, so that a login with it proves something. */
    boolean testable() {
        return !engine.equals(OPAQUE);
    }

    /** Whether the system can tell who logs in with the old credential. */
    boolean provable() {
        return strategy.equals("alternating") || keys();
    }

    public static RotationSpec read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        var consumers = new ArrayList<Resource>();
        for (var consumer : view.at("consumers").items()) {
            consumers.add(Resource.fromJson(consumer));
        }
        return new RotationSpec(
                view.at("engine").nonBlank(),
                view.at("strategy").nonBlank(),
                List.copyOf(consumers),
                closed(view.at("closed")),
                Duration.ofSeconds(view.at("graceSeconds").integer()),
                Duration.ofSeconds(view.at("proofSeconds").integer()),
                Approval.read(view.at("approval")),
                view.at("page").textOr(""),
                json);
    }

    private static Optional<Freeze.Weekly> closed(View json) throws JsonException {
        return json.exists()
                ? Optional.of(new Freeze.Weekly(
                        "window",
                        ZoneId.of(json.at("zone").text()),
                        json.at("fromDay").constant(DayOfWeek.class),
                        LocalTime.parse(json.at("from").text()),
                        json.at("toDay").constant(DayOfWeek.class),
                        LocalTime.parse(json.at("to").text())))
                : Optional.empty();
    }
}
