package io.nightshift.gcp.entry;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import java.util.Arrays;
import java.util.Locale;

/**
 * The requests that a deployment of a function serves. One jar has two deployments, because Cloud Run checks callers for a
 * whole service or not at all.
 */
public enum ServedRoutes {
    /** Triggers, timers and the sweep; Cloud Run checks their identity. */
    EVENTS,
    /**
     * GitHub and approvers, who have no identity there: signatures authenticate them, and the token authenticates other
     * senders.
     */
    HTTP_API;

    private static final String NAME = "NIGHTSHIFT_SERVES";

    /** Of {@link #HTTP_API}; deployments that set it keep working. */
    private static final String OLD_NAME = "door";

    public static final EnvironmentVariable KEY = new EnvironmentVariable(
            NAME, false, "`events` (also where not set): `POST /` alone, behind IAM; `http-api`: all but that, open.");

    public static ServedRoutes read(Variables variables) {
        var text = variables.get(NAME).orElse(EVENTS.text());
        var served = Arrays.stream(values())
                .filter(one -> one.text().equals(text.equals(OLD_NAME) ? HTTP_API.text() : text))
                .findFirst();
        if (served.isEmpty()) {
            variables.problem(NAME + " is not right; expected events or http-api");
        }
        return served.orElse(EVENTS);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The settings of the HTTP API; a publicly reachable deployment requires a token, its only authentication. */
    public HttpApiSettings httpApi(Variables variables) {
        return this == HTTP_API ? HttpApiSettings.readForPublicUse(variables) : HttpApiSettings.read(variables);
    }
}
