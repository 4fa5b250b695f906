package io.nightshift.entry;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Handles one payload: executes an internal request, and decodes anything else for the engine. */
public final class PayloadIntake {

    private final Engine engine;
    private final Sweeper sweeper;
    private final Schedule schedule;
    private final Decoders decoders;
    private final DeadLetters deadLetters;
    private final FunctionHost host;
    private final PauseSwitches switches;

    public PayloadIntake(
            Engine engine,
            Sweeper sweeper,
            Schedule schedule,
            Decoders decoders,
            DeadLetters deadLetters,
            PauseSwitches switches,
            FunctionHost host) {
        this.switches = switches;
        this.schedule = schedule;
        this.engine = engine;
        this.sweeper = sweeper;
        this.decoders = decoders;
        this.deadLetters = deadLetters;
        this.host = host;
    }

    /** The payload must be delivered again: the reason goes to the log, and to the invoker of the function. */
    public static final class AgainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public AgainException(String message) {
            super(message);
        }
    }

    /** Handles one payload; undecodable payloads go to the dead-letter queue. */
    public List<EngineResult> handle(Payload payload) {
        return handle(payload.jsonIfValid(), payload.body(), () -> decoders.decode(payload));
    }

    /**
     * The same for a payload in an envelope.
     *
     * @param inside the JSON that may contain an internal request
     * @param whole the bytes to keep if the payload cannot be decoded
     * @throws io.nightshift.core.ledger.LedgerException when the ledger cannot be reached; then the payload must be
     *     delivered again
     * @throws DeadLetters.UndeliverableException likewise
     */
    public List<EngineResult> handle(Optional<View> inside, byte[] whole, Supplier<Decoded> decode) {
        try {
            var order = inside.isPresent()
                    ? InternalRequest.in(inside.get(), host.instant())
                    : Optional.<InternalRequest>empty();
            return order.isPresent() ? obey(order.get(), whole) : handle(decode.get(), whole);
        } catch (JsonException e) {
            refuse(whole, e);
            return List.of();
        }
    }

    /**
     * Throws a pause switch or answers a run, if the payload says so. Only for payloads that nothing carries: their sender may invoke the
     * function. The writers of a queue or a topic may not stop it.
     *
     * @return empty if the payload is something else
     */
    public Optional<EngineResult> direct(View payload) {
        try {
            var order = RunOrder.in(payload);
            var done = order.isPresent()
                    ? order.map(one -> one.obey(engine))
                    : SwitchOrder.in(payload).map(one -> one.obey(switches));
            var what = order.isPresent() ? "Answer" : "Switch";
            done.ifPresent(one ->
                    host.log("order", Json.obj().with("order", what).with("handled", one.kind() + " " + one.detail())));
            return done;
        } catch (JsonException e) {
            return Optional.of(EngineResult.refused(e.getMessage()));
        }
    }

    /** Sends a payload to the dead-letter queue that cannot be read at all. */
    public void refuse(byte[] payload, JsonException why) {
        deadLetters.keep(payload, Decoded.rejected("$", why.getMessage()).rejected());
    }

    private List<EngineResult> obey(InternalRequest order, byte[] whole) {
        var handled = switch (order) {
            case InternalRequest.Wake(var run) -> List.of(engine.wake(run));
            case InternalRequest.Sweep ignored -> sweep();
            case InternalRequest.Due(var due) -> due(due, whole);
            case InternalRequest.Switch ignored -> carried(whole);
        };
        host.log(
                "order",
                Json.obj().with("order", order.getClass().getSimpleName()).with("handled", kinds(handled)));
        return handled;
    }

    /** The line of the log is the metric of the oldest waiting run (infra/). */
    private List<EngineResult> sweep() {
        var swept = sweeper.sweepAndMeasure();
        host.log(
                "sweep",
                Json.obj()
                        .with("due", swept.handled().size())
                        .with("oldestSeconds", swept.oldest().toSeconds()));
        return Stream.concat(swept.handled().stream(), schedule.tick().stream()).toList();
    }

    private List<EngineResult> carried(byte[] whole) {
        var why = "a pause or resume in a message; only who invokes the function itself may send it";
        deadLetters.keep(whole, Decoded.rejected("$.nightshift", why).rejected());
        return List.of();
    }

    private List<EngineResult> due(Signal.Due due, byte[] whole) {
        var handled = schedule.handle(due);
        schedule.unknown(due, handled)
                .ifPresent(why -> deadLetters.keep(
                        whole, Decoded.rejected("$.nightshift.due", why).rejected()));
        return handled;
    }

    private List<EngineResult> handle(Decoded decoded, byte[] payload) {
        var handled = decoded.signals().stream()
                .flatMap(signal -> engine.handle(signal).stream())
                .toList();
        if (!decoded.rejected().isEmpty()) {
            deadLetters.keep(payload, decoded.rejected());
        }
        host.log(
                "event",
                Json.obj()
                        .with("signals", decoded.signals().size())
                        .with("handled", kinds(handled))
                        .with("rejected", decoded.rejected().size())
                        .with("ignored", decoded.ignored().size()));
        return handled;
    }

    private static Json kinds(List<EngineResult> handled) {
        return Json.strings(handled.stream()
                .map(one -> one.kind() + one.run().map(run -> " " + run).orElse(""))
                .toList());
    }
}
