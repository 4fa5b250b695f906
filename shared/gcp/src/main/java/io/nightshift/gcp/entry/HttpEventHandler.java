package io.nightshift.gcp.entry;

import com.google.cloud.functions.HttpRequest;
import io.cloudevents.CloudEvent;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PayloadIntake;
import io.nightshift.entry.Schedule;
import io.nightshift.gcp.decode.GcpFormats;
import io.nightshift.trace.CurrentTrace;
import io.nightshift.trace.TraceContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Handles one request: decodes it and passes it to the engine; throws if it must be delivered again. */
public final class HttpEventHandler {

    private final PayloadIntake intake;
    private final GcpSenders senders;
    private final Decoders decoders;
    private final FunctionHost host;

    HttpEventHandler(
            Engine engine,
            Sweeper sweeper,
            Schedule schedule,
            GcpSenders senders,
            DeadLetters deadLetters,
            PauseSwitches switches,
            FunctionHost host) {
        this.senders = senders;
        this.host = host;
        decoders = decoders();
        intake = new PayloadIntake(engine, sweeper, schedule, decoders, deadLetters, switches, host);
    }

    /** The decoders for everything that reaches a function on Google Cloud. */
    public static Decoders decoders() {
        var formats = new ArrayList<Format>(GcpFormats.all());
        formats.addAll(OpenFormats.all());
        return new Decoders(formats);
    }

    /** Handles an event of a trigger, like {@link #handle(Payload)}. */
    public void handle(CloudEvent event) {
        handle(Payload.of(PayloadEnvelope.structured(event)));
    }

    /**
     * Handles a posted payload.
     *
     * @return the response's status: 204; 503 if it must be delivered again; 422 for a pause or resume that cannot be read
     */
    public int handle(HttpRequest request) throws IOException {
        try (var body = request.getInputStream()) {
            return status(new Payload(body.readAllBytes(), headers(request)));
        }
    }

    int status(Payload payload) {
        try {
            return host.tracing(
                    () -> TraceContext.ofW3c(payload.headers().getOrDefault(CurrentTrace.HEADER, "")),
                    () -> handled(payload));
        } finally {
            host.settleTraces();
        }
    }

    private int handled(Payload payload) {
        try {
            var switched = PayloadEnvelope.bare(payload).flatMap(this::direct);
            if (switched.isPresent()) {
                return switched.get().kind() == EngineResult.Kind.MOVED ? 204 : 422;
            }
            handle(payload);
            return 204;
        } catch (PayloadIntake.AgainException e) {
            return 503;
        }
    }

    private Optional<EngineResult> direct(View body) {
        try {
            return intake.direct(body);
        } catch (LedgerException e) {
            throw again(String.valueOf(e.getMessage()));
        }
    }

    /** The first value of each header. */
    static Map<String, String> headers(HttpRequest request) {
        var headers = new TreeMap<String, String>();
        request.getHeaders()
                .forEach((name, values) -> headers.put(
                        name,
                        name.equalsIgnoreCase("Cookie")
                                ? String.join("; ", values)
                                : values.stream().findFirst().orElse("")));
        return headers;
    }

    /** @throws PayloadIntake.AgainException without a cause: the framework prints it, and a cause may repeat anything */
    void handle(Payload payload) {
        try {
            intake.handle(
                    PayloadEnvelope.inside(payload),
                    payload.body(),
                    () -> senders.admit(payload, decoders.decode(payload)));
        } catch (LedgerException | DeadLetters.UndeliverableException e) {
            throw again(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw again(e.getClass().getSimpleName());
        }
    }

    private PayloadIntake.AgainException again(String why) {
        host.log("again", Json.obj().with("reason", why));
        return new PayloadIntake.AgainException(why);
    }
}
