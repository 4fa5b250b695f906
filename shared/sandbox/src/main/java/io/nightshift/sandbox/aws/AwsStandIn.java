package io.nightshift.sandbox.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * AWS as its documentation describes it, on a port of this machine: EC2, Auto Scaling, RDS, ELBv2, CloudWatch (query
 * protocol), Lambda and Scheduler (REST), ECS and SQS (JSON), over one small account. Strict: a request without a SigV4
 * header, with a missing or an unknown parameter is refused as the service would.
 *
 * <p>What it does not show: IAM policies, quotas, and whatever its author misread in the documentation.
 */
public final class AwsStandIn implements AutoCloseable {

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-central-1";

    private static final Map<String, Desk> DESKS = Map.of(
            "ec2", new Ec2Desk(),
            "autoscaling", new AutoScalingDesk(),
            "rds", new RdsDesk(),
            "elasticloadbalancing", new TargetHealthDesk(),
            "monitoring", new CloudWatchDesk(),
            "lambda", new LambdaDesk(),
            "ecs", new EcsDesk(),
            "sqs", new SqsDesk(),
            "scheduler", new SchedulerDesk());

    private final HttpServer server;
    private final Account account = new Account();
    private final List<AwsCall> calls = new ArrayList<>();
    private final Map<String, Deque<AwsFault>> faults = new HashMap<>();
    private Optional<URI> dynamoDb = Optional.empty();

    public AwsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** {@code arn:aws:SERVICE:REGION:ACCOUNT:REST}. */
    public static String arn(String service, String rest) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
    }

    public static String taskDefinition(String family, int revision) {
        return EcsDesk.arn(family, revision);
    }

    /** Requests for DynamoDB go on to that endpoint (DynamoDB Local), so that one endpoint is enough. */
    public synchronized void passDynamoDbTo(URI endpoint) {
        dynamoDb = Optional.of(endpoint);
    }

    public synchronized void place(AwsThing... things) {
        List.of(things).forEach(account::place);
    }

    public synchronized void remove(String key) {
        account.remove(key);
    }

    public synchronized <T extends AwsThing> T thing(Class<T> type, String key) {
        return account.find(type, key).orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    }

    public synchronized <T extends AwsThing> List<T> things(Class<T> type) {
        return account.all(type);
    }

    /** What really changed, in order: {@code reboot instance/i-1}. Setting the same again is not in it. */
    public synchronized List<String> changes() {
        return account.changes();
    }

    /** Every call that arrived, refused ones included. */
    public synchronized List<AwsCall> calls() {
        return List.copyOf(calls);
    }

    public synchronized long calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).count();
    }

    /** The next calls of that operation go wrong, one after the other. */
    public synchronized void fail(String operation, AwsFault... how) {
        faults.computeIfAbsent(operation, ignored -> new ArrayDeque<>()).addAll(List.of(how));
    }

    /** After each change the next reads still see the state before it. */
    public synchronized void staleAfterChange(int reads) {
        account.staleAfterChange(reads);
    }

    /** Time goes by: what was begun is done (instances are replaced, databases are back, rollouts are through). */
    public synchronized void settle() {
        Settling.of(account);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            if (headers.getOrDefault("x-amz-target", "").startsWith("DynamoDB_") && dynamoDb.isPresent()) {
                forward(exchange, dynamoDb.get(), body, headers);
                return;
            }
            AwsCall call;
            try {
                call = Wire.read(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        headers,
                        new String(body, StandardCharsets.UTF_8));
            } catch (AwsError e) {
                send(exchange, Wire.error("", e));
                return;
            }
            answer(exchange, call);
        }
    }

    private void answer(HttpExchange exchange, AwsCall call) throws IOException {
        Optional<AwsFault> fault;
        Wire.Reply reply;
        synchronized (this) {
            calls.add(call);
            fault = Optional.ofNullable(
                    faults.getOrDefault(call.operation(), new ArrayDeque<>()).poll());
            reply = reply(call, fault);
        }
        switch (fault.orElse(null)) {
            case AwsFault.CutBefore ignored -> {}
            case AwsFault.CutReply ignored -> {}
            case AwsFault.Slow(var late) -> {
                pause(late);
                send(exchange, reply);
            }
            case null -> send(exchange, reply);
            case AwsFault.Throttled ignored -> send(exchange, reply);
            case AwsFault.Denied ignored -> send(exchange, reply);
            case AwsFault.Broken ignored -> send(exchange, reply);
            case AwsFault.BrokenAfterwards ignored ->
                send(exchange, Wire.error(call.service(), AwsError.broken(call.service())));
        }
    }

    private Wire.Reply reply(AwsCall call, Optional<AwsFault> fault) {
        try {
            switch (fault.orElse(null)) {
                case AwsFault.Throttled ignored -> throw AwsError.throttled(call.service());
                case AwsFault.Denied ignored -> throw AwsError.denied(call);
                case AwsFault.Broken ignored -> throw AwsError.broken(call.service());
                case AwsFault.CutBefore ignored -> throw AwsError.broken(call.service());
                case null -> {}
                case AwsFault.BrokenAfterwards ignored -> {}
                case AwsFault.CutReply ignored -> {}
                case AwsFault.Slow ignored -> {}
            }
            var desk = DESKS.get(call.service());
            if (desk == null) {
                throw Desk.unknown(call);
            }
            var body = desk.answer(call, account);
            if (call.operation().startsWith("Describe") || call.operation().startsWith("Get")) {
                account.read();
            }
            return Wire.ok(call, body);
        } catch (AwsError e) {
            return Wire.error(call.service(), e);
        }
    }

    private static void pause(java.time.Duration late) throws IOException {
        try {
            Thread.sleep(late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, Wire.Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void forward(HttpExchange exchange, URI to, byte[] body, Map<String, String> headers)
            throws IOException {
        var request = HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (var name :
                List.of("x-amz-target", "content-type", "authorization", "x-amz-date", "x-amz-content-sha256")) {
            Optional.ofNullable(headers.get(name)).ifPresent(value -> request.header(name, value));
        }
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            for (var name : List.of("x-amz-crc32", "content-type", "x-amzn-requestid")) {
                response.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** For tests that change the scenery in place. */
    public synchronized <T extends AwsThing> void alter(Class<T> type, String key, UnaryOperator<T> how) {
        account.place(how.apply(thing(type, key)));
    }

    /** The JSON of the schedule that was set for that run, if one was. */
    public synchronized Optional<Json> schedule(String nameContains) {
        return account.all(AwsThing.Schedule.class).stream()
                .filter(schedule -> schedule.name().contains(nameContains))
                .findFirst()
                .map(schedule -> Wire.json(schedule.body()));
    }
}
