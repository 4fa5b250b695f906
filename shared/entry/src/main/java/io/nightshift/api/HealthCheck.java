package io.nightshift.api;

/** One part of a host that can fail while the process lives. */
@FunctionalInterface
public interface HealthCheck {

    /** Runs at each {@code GET /healthz}, and from time to time; an exception counts as {@link State.Down}. */
    State check();

    /** The state of a part. */
    sealed interface State {

        State OK = new Ok();

        record Ok() implements State {}

        /** An operator should check, but a restart would not help: {@code /healthz} still returns 200. */
        record Degraded(String reason) implements State {}

        /** The host cannot work: {@code /healthz} returns 503. */
        record Down(String reason) implements State {}
    }
}
