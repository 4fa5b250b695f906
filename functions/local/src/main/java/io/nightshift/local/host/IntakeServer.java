package io.nightshift.local.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Handled;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signature.GitHubSignature;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The HTTP intake: {@code POST /signals} takes any payload that Nightshift can decode; {@code GET /healthz} tells whether
 * it works; {@code /approve} is where the links of approvers lead. A payload is answered once its signals are in the ledger, so a sender that gets no 2xx may send it again
 * without harm.
 *
 * <p>200: all is well, or parts were rejected (they are in the dead-letter folder, the answer says why). 422: nothing in
 * it could be decoded. 401: nobody who may send, or a webhook of GitHub without its signature (it is in the dead-letter
 * folder, too). 503: the ledger cannot be asked, or the dead-letter folder not be written; send it again.
 */
public final class IntakeServer implements AutoCloseable {

    /** As much as the largest provider delivers, and some. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int MOST_FORM_BYTES = 16 * 1024;

    private static final int DRAIN_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService workers;
    private final Decoders decoders;
    private final Engine engine;
    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private final Optional<String> token;
    private final GitHubDoor github;
    private final Optional<ApprovalDesk> approvals;
    private final FunctionHost host;
    private final String policyHash;
    private final Consumer<Payload> record;

    /** @param record gets each payload that was accepted */
    public IntakeServer(
            InetSocketAddress address,
            Decoders decoders,
            Engine engine,
            Ledger ledger,
            DeadLetters deadLetters,
            IntakeKeys keys,
            FunctionHost host,
            String policyHash,
            Consumer<Payload> record)
            throws IOException {
        this.decoders = decoders;
        this.engine = engine;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        token = keys.token();
        github = new GitHubDoor(keys.github());
        approvals = keys.approvals().map(links -> new ApprovalDesk(links, engine, ledger, host));
        this.host = host;
        this.policyHash = policyHash;
        this.record = record;
        workers = Executors.newVirtualThreadPerTaskExecutor();
        server = HttpServer.create(address, 0);
        server.setExecutor(workers);
        // One context for all: a path of HttpServer takes everything that begins with it.
        server.createContext("/", this::answer);
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Takes no new requests and lets those under way finish. */
    @Override
    public void close() {
        server.stop(DRAIN_SECONDS);
        workers.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    private record Answer(int status, String type, byte[] bytes, Map<String, String> headers) {

        Answer(int status, Json.Obj body) {
            this(status, "application/json", body.bytes(), Map.of());
        }

        Answer(ApprovalPage page) {
            this(page.status(), "text/html; charset=utf-8", page.bytes(), ApprovalPage.HEADERS);
        }
    }

    private Answer route(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestURI().getPath()) {
            case "/signals" -> signals(exchange);
            case "/healthz" -> health();
            case "/approve" -> approval(exchange);
            default -> nothingThere();
        };
    }

    private static Answer nothingThere() {
        return new Answer(404, error("there are POST /signals and GET /healthz"));
    }

    /** Needs no token: the link is signed. */
    private Answer approval(HttpExchange exchange) throws IOException {
        if (approvals.isEmpty()) {
            return nothingThere();
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" ->
                new Answer(approvals
                        .get()
                        .look(FormFields.of(exchange.getRequestURI().getRawQuery())));
            case "POST" -> {
                var form = exchange.getRequestBody().readNBytes(MOST_FORM_BYTES);
                yield new Answer(approvals.get().answer(FormFields.of(new String(form, StandardCharsets.UTF_8))));
            }
            default -> new Answer(405, error("a link is opened by GET, and answered by POST"));
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = route(exchange);
        } catch (LedgerException e) {
            answer = new Answer(e.retryable() ? 503 : 500, error("the ledger: " + e.getMessage()));
        } catch (DeadLetters.UndeliverableException e) {
            // Without a place for what is rejected it must not be taken: the sender keeps it and comes again.
            host.log("dead-letters-failed", error(String.valueOf(e.getMessage())));
            answer = new Answer(503, error("the dead-letter folder cannot be written"));
        } catch (RuntimeException e) {
            host.log("bug", Json.obj().with("type", e.getClass().getName()));
            answer = new Answer(500, error("a fault of Nightshift itself; it is in the log"));
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (answer.status() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "5");
        }
        exchange.sendResponseHeaders(answer.status(), answer.bytes().length);
        try (var out = exchange.getResponseBody()) {
            out.write(answer.bytes());
        }
    }

    private static Json.Obj error(String message) {
        return Json.obj().with("error", message);
    }

    private Answer health() {
        ledger.runs(Optional.empty(), 1);
        return new Answer(200, Json.obj().with("status", "up").with("policy", policyHash));
    }

    private Answer signals(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(405, error("send payloads by POST"));
        }
        // GitHub sends no token: its signature, which needs the body, stands for one.
        boolean fromGitHub = GitHubSignature.isClaimedBy(new Payload(new byte[0], headers(exchange)));
        if (!fromGitHub && !allowed(exchange)) {
            return new Answer(401, error("send the intake token as Authorization: Bearer"));
        }
        var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return new Answer(413, error("a payload has at most " + MOST_BYTES + " bytes"));
        }
        var payload = new Payload(body, headers(exchange));
        return fromGitHub ? ofGitHub(payload) : take(payload, GitHubDoor.withoutGitHub(decoders.decode(payload)));
    }

    private Answer ofGitHub(Payload payload) {
        var refusal = github.refusal(payload);
        if (refusal.isPresent()) {
            return refuse(payload, refusal.get());
        }
        return GitHubDoor.isAboutPackages(payload)
                ? take(payload, decoders.decode(payload))
                : handle(Decoded.ignored("GitHub webhook: only registry_package says something here"));
    }

    private Answer refuse(Payload payload, Rejected why) {
        boolean keeps = github.keeps(payload.body());
        if (keeps) {
            deadLetters.keep(payload.body(), List.of(why));
        }
        host.log("refused", Json.obj().with("reason", why.reason()).with("kept", keeps));
        return new Answer(401, error(why.reason()));
    }

    private boolean allowed(HttpExchange exchange) {
        if (token.isEmpty()) {
            return true;
        }
        var sent = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return headers;
    }

    private Answer take(Payload payload, Decoded decoded) {
        if (!decoded.rejected().isEmpty()) {
            deadLetters.keep(payload.body(), decoded.rejected());
        }
        var answer = handle(decoded);
        if (answer.status() == 200) {
            record.accept(payload);
        }
        return answer;
    }

    private Answer handle(Decoded decoded) {
        var handled = new ArrayList<Json>();
        for (var signal : decoded.signals()) {
            for (var result : engine.handle(signal)) {
                handled.add(handled(signal.id().value(), result));
            }
        }
        var answer = Json.obj()
                .with("handled", Json.arr(handled))
                .with("rejected", rejected(decoded.rejected()))
                .with("ignored", Json.strings(decoded.ignored()));
        host.log("payload", answer);
        boolean nothing = decoded.signals().isEmpty() && !decoded.rejected().isEmpty();
        return new Answer(nothing ? 422 : 200, answer);
    }

    private static Json.Obj handled(String signal, Handled result) {
        return Json.obj()
                .with("signal", signal)
                .with("kind", result.kind().name())
                .with("run", result.run().<Json>map(run -> Json.of(run.value())).orElse(Json.Null.NULL))
                .with("detail", result.detail());
    }

    private static Json.Arr rejected(List<Rejected> rejected) {
        return Json.arr(rejected.stream()
                .map(one -> Json.obj().with("place", one.place()).with("reason", one.reason()))
                .toList());
    }
}
