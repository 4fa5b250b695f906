package io.nightshift.remediation.aws;

import io.nightshift.aws.decode.AwsFormats;
import io.nightshift.aws.decode.SqsBatch;
import io.nightshift.aws.decode.SqsMessage;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One invocation: decode, give to the engine, encode. Of an SQS batch exactly the messages that have to come again are
 * returned; anything else that has to come again is an exception, so that the event source repeats it.
 */
final class Shift {

    /** Below so many milliseconds no further message of a batch is begun. */
    private static final long NO_TIME = 20_000;

    private final Engine engine;
    private final Sweeper sweeper;
    private final Decoders decoders;
    private final DeadLetters deadLetters;
    private final LambdaHost host;

    Shift(Engine engine, Sweeper sweeper, String region, DeadLetters deadLetters, LambdaHost host) {
        this.engine = engine;
        this.sweeper = sweeper;
        this.deadLetters = deadLetters;
        this.host = host;
        var formats = new ArrayList<Format>(AwsFormats.all(region));
        formats.addAll(OpenFormats.all());
        decoders = new Decoders(formats);
    }

    /** Has to come again: the reason goes to the log, and to whoever invoked the function. */
    static final class AgainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AgainException(String message) {
            super(message);
        }
    }

    /** @param millisLeft how long the invocation may still take */
    Json.Obj handle(byte[] payload, LongSupplier millisLeft) {
        var json = parsed(payload);
        if (json.isPresent() && SqsBatch.isOne(json.get())) {
            return batch(json.get(), payload, millisLeft);
        }
        try {
            var order = json.isPresent() ? Order.in(json.get()) : Optional.<Order>empty();
            var handled = order.isPresent() ? obey(order.get()) : handle(decoders.decode(Payload.of(payload)), payload);
            return answer(handled);
        } catch (JsonException e) {
            deadLetters.keep(payload, Decoded.rejected("$", e.getMessage()).rejected());
            return answer(List.of());
        } catch (LedgerException e) {
            throw new AgainException(e.getMessage());
        }
    }

    private static Optional<View> parsed(byte[] payload) {
        try {
            return Optional.of(View.of(Json.parse(payload, JsonLimits.DEFAULT)));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private Json.Obj answer(List<Handled> handled) {
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

    private List<Handled> obey(Order order) {
        var handled = switch (order) {
            case Order.Wake(var run) -> List.of(engine.wake(run));
            case Order.Sweep ignored -> sweeper.sweep();
        };
        host.log(
                "order",
                Json.obj().with("order", order.getClass().getSimpleName()).with("handled", kinds(handled)));
        return handled;
    }

    private List<Handled> handle(Decoded decoded, byte[] payload) {
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

    private static Json kinds(List<Handled> handled) {
        return Json.strings(handled.stream()
                .map(one -> one.kind() + one.run().map(run -> " " + run).orElse(""))
                .toList());
    }

    private Json.Obj batch(View json, byte[] payload, LongSupplier millisLeft) {
        try {
            return batch(SqsBatch.messages(json, decoders), millisLeft);
        } catch (JsonException e) {
            deadLetters.keep(payload, Decoded.rejected("$", e.getMessage()).rejected());
            return failures(List.of());
        }
    }

    /** A FIFO queue keeps its order only if everything behind a failed message comes again with it. */
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
            throw new AgainException("a message without a messageId failed, so the whole batch has to come again");
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

    /** Whether the message is done with; what one message does to the code never takes its neighbours with it. */
    private boolean served(SqsMessage message) {
        try {
            var body = message.record().at("body").textOr("").getBytes(StandardCharsets.UTF_8);
            var order = order(body);
            if (order.isPresent()) {
                return obey(order.get()).stream().noneMatch(handled -> handled.kind() == Handled.Kind.BUSY);
            }
            handle(message.decoded(), body);
            return true;
        } catch (JsonException | RuntimeException e) {
            var why = e instanceof LedgerException || e instanceof DeadLetters.UndeliverableException
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
            host.log("again", Json.obj().with("message", message.messageId()).withOptional("reason", why));
            return false;
        }
    }

    private static Optional<Order> order(byte[] body) throws JsonException {
        var json = parsed(body);
        return json.isPresent() ? Order.in(json.get()) : Optional.empty();
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
