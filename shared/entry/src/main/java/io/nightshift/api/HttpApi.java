package io.nightshift.api;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.core.signature.GitHubSignature;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.trace.CurrentTrace;
import io.nightshift.trace.TraceContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The HTTP interface: {@code POST /signals} accepts any payload that Nightshift can decode; {@code GET /health} (or
 * {@code /healthz}) reports whether the host works, {@code GET /ready} whether it takes signals; the links of approvers lead to {@code /approve}. The response is sent after the
 * signals are in the ledger, so a sender that gets no 2xx may safely retry.
 *
 * <p>200: success, or some parts were rejected (they are in the dead-letter queue, the response says why). 401: the
 * sender is not authenticated, or a webhook of GitHub has no valid signature (its payload goes to the dead-letter
 * queue, too). 403: there is no token, and a web page may have sent the request. 405: another method; {@code Allow}
 * lists the valid ones. 415: there is no token, and the body is a form. 422: nothing could be decoded. 503: the ledger is unavailable, the dead-letter queue cannot
 * be written or a secret cannot be read; retry.
 */
public final class HttpApi implements ApiEndpoint {

    /** The largest payload that a provider delivers, plus a margin. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int MOST_FORM_BYTES = 16 * 1024;

    private final Decoders decoders;
    private final Supplier<ActiveEngine> active;
    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private final Supplier<ApiCredentials> keys;
    private final FunctionHost host;
    private final Health health;
    private final Consumer<Payload> record;
    private final List<ApiRoutes> routes;
    private final UnauthenticatedQuota quota = new UnauthenticatedQuota();

    /**
     * With a policy that stays the same until the process ends.
     *
     * @param keys called at each request, so that a rotated secret is used
     * @param record receives each accepted payload
     */
    public HttpApi(
            Decoders decoders,
            Engine engine,
            Ledger ledger,
            DeadLetters deadLetters,
            Supplier<ApiCredentials> keys,
            FunctionHost host,
            String policyHash,
            Consumer<Payload> record) {
        this(
                decoders,
                () -> new ActiveEngine(engine, policyHash),
                ledger,
                deadLetters,
                keys,
                host,
                new Health(Map.of("ledger", ledgerAnswers(ledger)), host),
                record);
    }

    /** @param active called once for each request */
    public HttpApi(
            Decoders decoders,
            Supplier<ActiveEngine> active,
            Ledger ledger,
            DeadLetters deadLetters,
            Supplier<ApiCredentials> keys,
            FunctionHost host,
            Health health,
            Consumer<Payload> record) {
        this(decoders, active, ledger, deadLetters, keys, host, health, record, List.of());
    }

    private HttpApi(
            Decoders decoders,
            Supplier<ActiveEngine> active,
            Ledger ledger,
            DeadLetters deadLetters,
            Supplier<ApiCredentials> keys,
            FunctionHost host,
            Health health,
            Consumer<Payload> record,
            List<ApiRoutes> routes) {
        this.routes = List.copyOf(routes);
        this.decoders = decoders;
        this.active = active;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.keys = keys;
        this.host = host;
        this.health = health;
        this.record = record;
    }

    /** The same with more parts; the first that serves a request answers it. */
    public HttpApi with(List<ApiRoutes> parts) {
        return new HttpApi(decoders, active, ledger, deadLetters, keys, host, health, record, parts);
    }

    /** Checks that the ledger can be read. */
    public static HealthCheck ledgerAnswers(Ledger ledger) {
        return () -> {
            try {
                ledger.runs(Optional.empty(), 1);
                return HealthCheck.State.OK;
            } catch (LedgerException e) {
                return new HealthCheck.State.Down("the ledger: " + e.getMessage());
            }
        };
    }

    @Override
    public ApiResponse answer(ApiRequest apiRequest) throws IOException {
        try {
            return route(apiRequest, keys.get());
        } catch (LedgerException e) {
            return ApiResponse.error(e.retryable() ? 503 : 500, "the ledger: " + e.getMessage());
        } catch (DeadLetters.UndeliverableException e) {
            // If a rejection cannot be stored, the payload must not be accepted: the sender keeps it and retries.
            host.log("dead-letters-failed", Json.obj().with("error", String.valueOf(e.getMessage())));
            return ApiResponse.error(503, "the dead letters cannot be kept");
        } catch (SecretStore.UnreadableException e) {
            host.log("secret-unreadable", Json.obj().with("error", String.valueOf(e.getMessage())));
            return ApiResponse.error(503, "a secret cannot be read");
        } catch (RuntimeException e) {
            host.log("bug", Json.obj().with("type", e.getClass().getName()));
            return ApiResponse.error(500, "a fault of Nightshift itself; it is in the log");
        }
    }

    private ApiResponse route(ApiRequest apiRequest, ApiCredentials keys) throws IOException {
        for (var part : routes) {
            if (part.serves(apiRequest)) {
                return part.answer(apiRequest);
            }
        }
        // Only the approval page is for browsers: its link is signed.
        var crossSite = keys.token().isPresent() || apiRequest.path().equals("/approve")
                ? Optional.<String>empty()
                : CrossSiteCheck.refusal(apiRequest);
        if (crossSite.isPresent()) {
            return refused(403, crossSite.get());
        }
        return switch (apiRequest.path()) {
            case "/signals" -> signals(apiRequest, keys);
            case "/health", "/healthz" -> health(apiRequest);
            case "/ready" -> ready(apiRequest);
            case "/approve" ->
                keys.approvals().isEmpty()
                        ? nothingThere()
                        : approval(apiRequest, keys.approvals().get());
            default -> nothingThere();
        };
    }

    private ApiResponse refused(int status, String reason) {
        host.log("refused", Json.obj().with("reason", reason));
        return ApiResponse.error(status, reason);
    }

    private static ApiResponse nothingThere() {
        return ApiResponse.error(404, "there are POST /signals and GET /healthz");
    }

    private ApiResponse health(ApiRequest apiRequest) {
        return switch (apiRequest.method()) {
            case "GET", "HEAD" -> health(health.check());
            default -> ApiResponse.notAllowed("health is read by GET", "GET, HEAD");
        };
    }

    /** Whether it can take signals now, in one word: for load balancers, which need no reasons. */
    private ApiResponse ready(ApiRequest apiRequest) {
        return switch (apiRequest.method()) {
            case "GET", "HEAD" -> {
                boolean down = health.check().values().stream().anyMatch(HealthCheck.State.Down.class::isInstance);
                yield ApiResponse.json(down ? 503 : 200, Json.obj().with("ready", !down));
            }
            default -> ApiResponse.notAllowed("readiness is read by GET", "GET, HEAD");
        };
    }

    private ApiResponse health(Map<String, HealthCheck.State> states) {
        boolean down = states.values().stream().anyMatch(HealthCheck.State.Down.class::isInstance);
        var checks = Json.obj();
        for (var state : states.entrySet()) {
            checks = checks.with(state.getKey(), Health.json(state.getValue()));
        }
        var answer = Json.obj()
                .with("status", down ? "down" : "up")
                .with("policy", active.get().hash())
                .with("checks", checks);
        return ApiResponse.json(down ? 503 : 200, answer);
    }

    /** Needs no token, because the link is signed. */
    private ApiResponse approval(ApiRequest apiRequest, ApprovalLinks links) throws IOException {
        var service = new ApprovalEndpoint(links, active.get().engine(), ledger, host);
        return switch (apiRequest.method()) {
            case "GET", "HEAD" -> ApiResponse.page(service.look(FormFields.of(apiRequest.query())));
            case "POST" -> {
                var form = apiRequest.body().read(MOST_FORM_BYTES);
                yield ApiResponse.page(service.answer(FormFields.of(new String(form, StandardCharsets.UTF_8))));
            }
            default -> ApiResponse.notAllowed("a link is opened by GET, and answered by POST", "GET, HEAD, POST");
        };
    }

    private ApiResponse signals(ApiRequest apiRequest, ApiCredentials keys) throws IOException {
        if (!apiRequest.method().equals("POST")) {
            return ApiResponse.notAllowed("send payloads by POST", "POST");
        }
        // GitHub sends no token: its signature, which needs the body, replaces it.
        boolean fromGitHub = GitHubSignature.isClaimedBy(new Payload(new byte[0], apiRequest.headers()));
        if (!fromGitHub && !BearerToken.isShown(apiRequest, keys.token())) {
            host.log("refused", Json.obj().with("reason", "the intake token is missing or wrong"));
            return ApiResponse.unauthorized("send the intake token as Authorization: Bearer");
        }
        if (declaredLength(apiRequest) > MOST_BYTES) {
            return tooLong();
        }
        var body = apiRequest.body().read(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return tooLong();
        }
        if (keys.token().isEmpty() && !fromGitHub && CrossSiteCheck.isForm(apiRequest, body)) {
            return refused(415, "the body is a form, as a web page sends it; send the payload itself, such as JSON");
        }
        var payload = new Payload(body, apiRequest.headers());
        return host.tracing(
                () -> TraceContext.ofW3c(apiRequest.header(CurrentTrace.HEADER)),
                () -> fromGitHub
                        ? ofGitHub(payload, keys)
                        : take(payload, GitHubWebhooks.withoutGitHub(decoders.decode(payload))));
    }

    private static ApiResponse tooLong() {
        return ApiResponse.error(413, "a payload has at most " + MOST_BYTES + " bytes");
    }

    /** The length that the sender declares; the body's bytes are counted as well. */
    private static long declaredLength(ApiRequest apiRequest) {
        var length = apiRequest.headers().getOrDefault("Content-Length", "");
        return length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private ApiResponse ofGitHub(Payload payload, ApiCredentials keys) {
        var refusal = GitHubWebhooks.refusal(keys.github(), payload);
        if (refusal.isPresent()) {
            return refuse(payload, refusal.get());
        }
        return GitHubWebhooks.isKnown(payload)
                ? take(payload, decoders.decode(payload))
                : handle(
                        Decoded.ignored("GitHub webhook: only " + String.join(" and ", GitHubWebhooks.EVENTS)
                                + " say something here"),
                        true);
    }

    private ApiResponse refuse(Payload payload, Rejected why) {
        boolean kept = quota.keeps(payload.body()) && deadLetters.offer(payload.body(), List.of(why));
        host.log("refused", Json.obj().with("reason", why.reason()).with("kept", kept));
        return ApiResponse.error(401, why.reason());
    }

    private ApiResponse take(Payload payload, Decoded decoded) {
        boolean kept = decoded.rejected().isEmpty() || deadLetters.offer(payload.body(), decoded.rejected());
        var reply = handle(decoded, kept);
        if (reply.status() == 200) {
            record.accept(payload);
        }
        return reply;
    }

    private ApiResponse handle(Decoded decoded, boolean kept) {
        var handled = new ArrayList<Json>();
        var holds = active.get();
        for (var signal : decoded.signals()) {
            for (var result : holds.engine().handle(signal)) {
                handled.add(handled(signal.id().value(), result));
            }
        }
        var answer = Json.obj()
                .with("handled", Json.arr(handled))
                .with("rejected", rejected(decoded.rejected()))
                .with("ignored", Json.strings(decoded.ignored()));
        if (!kept) {
            answer = answer.with("deadLetters", "full: what was rejected is not kept");
        }
        host.log("payload", answer);
        boolean nothing = decoded.signals().isEmpty() && !decoded.rejected().isEmpty();
        return ApiResponse.json(nothing ? 422 : 200, answer);
    }

    private static Json.Obj handled(String signal, EngineResult result) {
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
