package io.nightshift.console.signin;

import io.nightshift.api.ApiRequest;
import io.nightshift.console.Role;
import io.nightshift.console.Visitor;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The sessions of the console, in the ledger: a cookie works on every instance, and only its hash is stored. Who signed in
 * and out is an entry of a log.
 */
final class Sessions {

    static final RunKey LOG = new RunKey("sessions", new Resource(Origin.NOWHERE, "nightshift", "sessions"), "log");
    private static final String NAME = "__Host-nightshift-session";
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int BYTES = 32;

    private final Ledger ledger;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Begins a session; returns the value of {@code Set-Cookie}. */
    String begin(String name) {
        var id = text();
        var value = Json.obj()
                .with("name", name)
                .with("token", text())
                .with("until", clock.instant().plus(LONGEST).toString());
        log().write("signed-in", Json.obj().with("by", name), Map.of(key(id), ignored -> value));
        return NAME + "=" + id + "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + LONGEST.toSeconds();
    }

    /** @param role the role that the policy gives now, so that a change of the policy counts at once */
    Optional<Visitor> visitor(ApiRequest request, Function<String, Optional<Role>> role) {
        var cookies = request.cookies(NAME);
        if (cookies.size() != 1) {
            return Optional.empty();
        }
        var key = key(cookies.getFirst());
        var mark = View.of(ledger.markers(Set.of(key))
                .getOrDefault(key, Marker.absent(key))
                .value());
        try {
            if (!mark.at("until").exists()
                    || !clock.instant().isBefore(mark.at("until").instant())) {
                return Optional.empty();
            }
            var name = mark.at("name").text();
            var token = mark.at("token").text();
            return role.apply(name).map(known -> new Visitor(name, known, token));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Ends the session; returns the value of {@code Set-Cookie}. */
    String end(ApiRequest request, String name) {
        request.cookies(NAME)
                .forEach(id -> log().write(
                                "signed-out", Json.obj().with("by", name), Map.of(key(id), ignored -> Json.Obj.EMPTY)));
        return NAME + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0";
    }

    private MarkLog log() {
        return new MarkLog(ledger, clock, "", LOG, "the log of sign-ins");
    }

    private static String key(String id) {
        return "session/" + Sha256.hex(id);
    }

    private String text() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
