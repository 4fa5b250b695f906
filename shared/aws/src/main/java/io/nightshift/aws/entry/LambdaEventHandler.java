package io.nightshift.aws.entry;

import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.aws.decode.SqsBatch;
import io.nightshift.aws.decode.SqsMessage;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PayloadIntake;
import io.nightshift.entry.Schedule;
import io.nightshift.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Handles one invocation: decodes it, passes it to the engine, encodes the result. For an SQS batch it returns exactly the
 * messages that must be delivered again. For any other source it throws, so that the event source retries.
 */
public final class LambdaEventHandler {

    /** With less time left than this, in milliseconds, no further message of a batch is begun. */
    private static final long NO_TIME = 20_000;

    private final PayloadIntake intake;
    private final AwsSenders senders;
    private final Decoders decoders;
    private final FunctionHost host;

    LambdaEventHandler(
            Engine engine,
            Sweeper sweeper,
            Schedule schedule,
            AwsSenders senders,
            DeadLetters deadLetters,
            PauseSwitches switches,
            FunctionHost host) {
        this.host = host;
        this.senders = senders;
        decoders = decoders(senders.region());
        intake = new PayloadIntake(engine, sweeper, schedule, decoders, deadLetters, switches, host);
    }

    /** The decoders for everything that reaches a function on AWS. */
    public static Decoders decoders(String region) {
        var formats = new ArrayList<Format>(AwsFormats.all(region));
        formats.addAll(OpenFormats.all());
        return new Decoders(formats);
    }

    /** Lambda's runtime sets it anew for each invocation. */
    private static final String TRACE = "com.amazonaws.xray.traceHeader";

    /** @param millisLeft the remaining time of the invocation */
    public Json.Obj handle(byte[] body, LongSupplier millisLeft) {
        try {
            return host.tracing(
                    () -> TraceContext.ofXRay(System.getProperty(TRACE, "")), () -> handled(body, millisLeft));
        } finally {
            host.settleTraces();
        }
    }

    private Json.Obj handled(byte[] body, LongSupplier millisLeft) {
        var payload = Payload.of(body);
        var batch = payload.jsonIfValid().filter(SqsBatch::isOne);
        if (batch.isPresent()) {
            return batch(batch.get(), body, millisLeft);
        }
        try {
            var switched = payload.jsonIfValid().flatMap(intake::direct);
            return answer(
                    switched.isPresent()
                            ? List.of(switched.get())
                            : intake.handle(payload.jsonIfValid(), body, () -> decoded(payload)));
        } catch (LedgerException e) {
            throw new PayloadIntake.AgainException(e.getMessage());
        }
    }

    private Decoded decoded(Payload payload) {
        var decoded = decoders.decode(payload);
        return payload.jsonIfValid().map(event -> senders.admit(event, decoded)).orElse(decoded);
    }

    private Json.Obj answer(List<EngineResult> handled) {
        return Json.obj()
                .with(
                        "handled",
                        Json.arr(handled.stream()
                                .map(one -> Json.obj()
                                        .with("kind", one.kind().name())
                                        .withOptional(
                                                "run",
                                                one.run().map(Object::toString).orElse(null))
                                        .with("detail", one.detail()))
                                .toList()));
    }

    private Json.Obj batch(View json, byte[] payload, LongSupplier millisLeft) {
        try {
            return batch(SqsBatch.messages(json, decoders), millisLeft);
        } catch (JsonException e) {
            intake.refuse(payload, e);
            return failures(List.of());
        }
    }

    /** A FIFO queue keeps its order only if all messages after a failed one are also delivered again. */
    private Json.Obj batch(List<SqsMessage> messages, LongSupplier millisLeft) {
        var again = new ArrayList<String>();
        boolean first = true;
        for (var message : messages) {
            boolean wait = !again.isEmpty() && fifo(message);
            if (wait || (!first && millisLeft.getAsLong() < NO_TIME) || !served(message)) {
                again.add(message.messageId());
            }
            first = false;
        }
        if (again.contains("")) {
            throw new PayloadIntake.AgainException(
                    "a message without a messageId failed, so the whole batch has to come again");
        }
        return failures(again);
    }

    private static boolean fifo(SqsMessage message) {
        try {
            return message.record().at("eventSourceARN").textOr("").endsWith(".fifo");
        } catch (JsonException e) {
            return false;
        }
    }

    /** Reports whether the message is done; an exception for one message never affects the others. */
    private boolean served(SqsMessage message) {
        try {
            var body = message.record().at("body").textOr("").getBytes(StandardCharsets.UTF_8);
            return intake
                    .handle(
                            message.body(),
                            body,
                            () -> senders.admit(message.record(), message.body(), message.decoded()))
                    .stream()
                    .noneMatch(handled -> handled.kind() == EngineResult.Kind.BUSY);
        } catch (JsonException | RuntimeException e) {
            var why = e instanceof LedgerException || e instanceof DeadLetters.UndeliverableException
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            host.log("again", Json.obj().with("message", message.messageId()).withOptional("reason", why));
            return false;
        }
    }

    private static Json.Obj failures(List<String> ids) {
        return Json.obj()
                .with(
                        "batchItemFailures",
                        Json.arr(ids.stream()
                                .map(id -> Json.obj().with("itemIdentifier", id))
                                .toList()));
    }
}
