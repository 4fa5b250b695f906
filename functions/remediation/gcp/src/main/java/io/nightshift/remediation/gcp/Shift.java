package io.nightshift.remediation.gcp;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Intake;
import io.nightshift.gcp.decode.GcpFormats;
import java.util.ArrayList;

/** One request: decode, give to the engine; what has to come again is an exception. */
final class Shift {

    private final Intake intake;
    private final Decoders decoders;
    private final FunctionHost host;

    Shift(Engine engine, Sweeper sweeper, DeadLetters deadLetters, FunctionHost host) {
        this.host = host;
        var formats = new ArrayList<Format>(GcpFormats.all());
        formats.addAll(OpenFormats.all());
        decoders = new Decoders(formats);
        intake = new Intake(engine, sweeper, decoders, deadLetters, host);
    }

    /** @throws Intake.AgainException without a cause: the framework prints it, and a cause may repeat anything */
    void handle(Payload payload) {
        try {
            intake.handle(Envelope.inside(payload), payload.body(), () -> decoders.decode(payload));
        } catch (LedgerException | DeadLetters.UndeliverableException e) {
            throw again(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw again(e.getClass().getSimpleName());
        }
    }

    private Intake.AgainException again(String why) {
        host.log("again", Json.obj().with("reason", why));
        return new Intake.AgainException(why);
    }
}
