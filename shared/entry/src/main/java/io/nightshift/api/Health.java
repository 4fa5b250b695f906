package io.nightshift.api;

import io.nightshift.api.HealthCheck.State;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import java.util.LinkedHashMap;
import java.util.Map;

/** All checks of a host by name; each change of state is logged. */
public final class Health {

    private final Map<String, HealthCheck> checks;
    private final FunctionHost host;
    private final Map<String, State> last = new LinkedHashMap<>();

    public Health(Map<String, HealthCheck> checks, FunctionHost host) {
        this.checks = new LinkedHashMap<>(checks);
        this.host = host;
    }

    /** Runs every check. */
    public Map<String, State> check() {
        var states = new LinkedHashMap<String, State>();
        checks.forEach((name, check) -> states.put(name, state(check)));
        states.forEach(this::logChange);
        return states;
    }

    private static State state(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            // The text of an exception may hold anything.
            return new State.Down("the check failed: " + e.getClass().getSimpleName());
        }
    }

    private synchronized void logChange(String name, State state) {
        var before = last.put(name, state);
        if (!state.equals(before == null ? State.OK : before)) {
            host.log("health-changed", Json.obj().with("check", name).with("now", json(state)));
        }
    }

    static Json.Obj json(State state) {
        return switch (state) {
            case State.Ok() -> Json.obj().with("status", "ok");
            case State.Degraded(var reason) ->
                Json.obj().with("status", "degraded").with("reason", reason);
            case State.Down(var reason) -> Json.obj().with("status", "down").with("reason", reason);
        };
    }
}
