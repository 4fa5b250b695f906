import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Runtime API, and a DynamoDB that has no item, by one server.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the Runtime API</a>
 */
class Lambda implements Host {

    private final Deployed deployed;
    private volatile HttpServer server;
    private CompletableFuture<String> answer = new CompletableFuture<>();
    private boolean given;
    private int looks;

    Lambda(Deployed deployed) throws IOException {
        this.deployed = deployed;
        // One packet for each answer: a second one would wait up to 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = served();
    }

    private HttpServer served() throws IOException {
        var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.createContext("/", this::serve);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.start();
        return made;
    }

    /** A server of its own for each process: the last words of one that was killed must not take the event of the next. */
    @Override
    public synchronized void prepare() throws IOException {
        server.stop(0);
        server = served();
        answer = new CompletableFuture<>();
        given = false;
        looks = 0;
    }

    @Override
    public Deployed deployed() {
        return deployed;
    }

    @Override
    public List<String> program() throws IOException {
        return List.of(
                "-cp",
                deployed.classPath(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                deployed.entry());
    }

    @Override
    public synchronized Process start(List<String> command) throws IOException {
        var own = "127.0.0.1:" + server.getAddress().getPort();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(deployed.folder().resolve("cold-start.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("NIGHTSHIFT_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", own,
                        "AWS_REGION", "eu-central-1",
                        "AWS_DEFAULT_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "example",
                        "NIGHTSHIFT_ACCOUNT", "111122223333",
                        "NIGHTSHIFT_TABLE", "nightshift",
                        "NIGHTSHIFT_AWS_ENDPOINT", "http://" + own,
                        "NIGHTSHIFT_POLICY_TEXT", Policy.TEXT,
                        "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", "http://" + own + "/111122223333/dead-letters"));
        builder.environment().putAll(deployed.variables());
        return builder.start();
    }

    @Override
    public void awaitAnswer(Process process) throws Exception {
        var text = answer.get(60, TimeUnit.SECONDS);
        if (!isRight(text, looks)) {
            throw new IllegalStateException("not the right answer, after " + looks + " calls of the ledger: " + text);
        }
    }

    /** The first event: the timer of a run that nobody knows. */
    String event() {
        return Policy.WAKE;
    }

    /** What DynamoDB answers to that operation, or null if nobody should ask for it. */
    String table(String operation) {
        return operation.equals("GetItem") ? "{}" : null;
    }

    boolean isRight(String text, int calls) {
        return text.contains("NOT_FOUND") && calls == 1;
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (exchange.getLocalAddress().getPort() != server.getAddress().getPort()) {
            exchange.close();
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var found = table(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .replaceFirst(".*\\.", ""));
        var body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/invocation/next")) {
            next(exchange);
        } else if (path.endsWith("/response")) {
            answer.complete(new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
        } else if (found != null) {
            looks++;
            reply(exchange, "application/x-amz-json-1.0", found);
        } else {
            answer.complete(path + ": " + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(400, -1);
        }
        exchange.close();
    }

    /** The first gets the event, and whoever asks again waits until it is ended. */
    private void next(HttpExchange exchange) throws IOException {
        if (!first()) {
            try {
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", "request-1");
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:nightshift");
        reply(exchange, "application/json", event());
    }

    private synchronized boolean first() {
        boolean first = !given;
        given = true;
        return first;
    }

    private static void reply(HttpExchange exchange, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
