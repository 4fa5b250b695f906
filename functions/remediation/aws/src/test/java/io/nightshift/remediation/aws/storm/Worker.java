package io.nightshift.remediation.aws.storm;

import com.amazonaws.services.lambda.runtime.Context;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.entry.PayloadIntake;
import io.nightshift.remediation.aws.ClockedHandler;
import io.nightshift.sandbox.wire.RequestForwarder;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One execution environment: a handler of its own with clients and connections of its own, serving one invocation at a
 * time. What it asks goes over an endpoint of its own, so that each write has its invocation.
 */
final class Worker implements AutoCloseable {

    private static final int ENOUGH_MILLIS = 600_000;

    /** Lambda's context as far as the handler asks for it. */
    private static final Context CONTEXT = (Context) Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("getRemainingTimeInMillis")) {
                    return ENOUGH_MILLIS;
                }
                throw new UnsupportedOperationException(method.getName());
            });

    /**
     * What one invocation came to.
     *
     * @param failed the messages that have to come again
     * @param commits how many writes to the ledger went through
     * @param asked how many were asked for
     */
    record Served(List<StormMessage> failed, long nanos, int commits, int asked) {}

    private final WireServer front;
    private final ClockedHandler handler;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private int commits;
    private int asked;

    /** @param variables the function's environment at that endpoint */
    Worker(
            Function<String, Map<String, String>> variables,
            RequestForwarder dynamoDb,
            RequestForwarder aws,
            Toll toll,
            InstantSource clock) {
        front = WireServer.forgetful(request -> {
            if (!request.header("X-Amz-Target").startsWith("DynamoDB_")) {
                return aws.answer(request);
            }
            var answer = dynamoDb.answer(request);
            note(request, toll.count(request, answer));
            return answer;
        });
        var console = System.out;
        try {
            System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
            handler = new ClockedHandler(variables.apply(front.endpoint().toString()), clock);
        } finally {
            System.setOut(console);
        }
    }

    private synchronized void note(WireRequest request, boolean committed) {
        commits += committed ? 1 : 0;
        asked += request.operation().equals("TransactWriteItems") ? 1 : 0;
    }

    private synchronized int[] noted() {
        return new int[] {commits, asked};
    }

    Served serve(StormDelivery delivery) {
        var before = noted();
        var payload = delivery.payload();
        var output = new ByteArrayOutputStream();
        long begin = System.nanoTime();
        var failed = new ArrayList<StormMessage>();
        try {
            handler.handleRequest(new ByteArrayInputStream(payload), output, CONTEXT);
            if (delivery.batch()) {
                failed.addAll(failures(delivery, output.toByteArray()));
            }
        } catch (PayloadIntake.AgainException e) {
            failed.addAll(delivery.messages());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long nanos = System.nanoTime() - begin;
        var after = noted();
        return new Served(failed, nanos, after[0] - before[0], after[1] - before[1]);
    }

    private static List<StormMessage> failures(StormDelivery delivery, byte[] answer) {
        try {
            var ids = new HashSet<String>();
            var list = View.of(Json.parse(new String(answer, StandardCharsets.UTF_8)))
                    .at("batchItemFailures");
            for (int i = 0; list.at(i).exists(); i++) {
                ids.add(list.at(i).at("itemIdentifier").text());
            }
            return delivery.messages().stream()
                    .filter(message -> ids.contains(message.id()))
                    .toList();
        } catch (JsonException e) {
            throw new AssertionError("the answer to a batch cannot be read: " + e.getMessage(), e);
        }
    }

    /** What its log tells: how many signals became what, by kind; and how many events of which name there were. */
    Map<String, Integer> told() {
        var told = new TreeMap<String, Integer>();
        for (var line : log.toString(StandardCharsets.UTF_8).lines().toList()) {
            try {
                var json = View.of(Json.parse(line));
                told.merge("event " + json.at("event").text(), 1, Integer::sum);
                for (int i = 0;
                        json.at("handled").isArray() && json.at("handled").at(i).exists();
                        i++) {
                    told.merge(json.at("handled").at(i).text().replaceAll(" .*", ""), 1, Integer::sum);
                }
            } catch (JsonException e) {
                throw new AssertionError("no line of the log: " + line, e);
            }
        }
        return told;
    }

    /** The reasons that its log gives for what had to come again, or went wrong. */
    List<String> troubles() {
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"event\":\"again\"") || line.contains("\"event\":\"trouble\""))
                .toList();
    }

    @Override
    public void close() {
        front.close();
    }
}
