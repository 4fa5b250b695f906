package io.nightshift.api;

/** One part of a host that can fail while the process lives. */
@FunctionalInterface
public interface HealthCheck {

    /** Asked at each {@code GET /healthz}, and now and then; what it throws counts as {@link State.Down}. */
    State check();

    /** How a part is. */
    sealed interface State {

        State OK = new Ok();

        record Ok() implements State {}

        /** Someone should look, but another process would be no better: {@code /healthz} still answers 200. */
        record Degraded(String reason) implements State {}

        /** The host cannot do its work: {@code /healthz} answers 503. */
        record Down(String reason) implements State {}
    }
}
