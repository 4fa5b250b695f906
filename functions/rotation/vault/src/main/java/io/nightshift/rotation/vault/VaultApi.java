package io.nightshift.rotation.vault;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The HTTP API of Vault and OpenBao. No answer is repeated in a message: it may contain a value.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs">Vault: HTTP API</a>
 */
final class VaultApi {

    private static final int LONGEST = 1 << 20;

    /** Less than the shortest usual life of a token. */
    private static final Duration RENEWAL = Duration.ofMinutes(10);

    private final VaultSettings settings;
    private final WebClient web;
    private final InstantSource clock;
    private Instant renewed = Instant.MIN;

    VaultApi(VaultSettings settings, WebClient web, InstantSource clock) {
        this.settings = settings;
        this.web = web;
        this.clock = clock;
    }

    /** The member {@code data} of the answer; empty if there is nothing at that path, or if it is deleted. */
    Optional<View> find(String path) throws CallFailed {
        renew();
        var answer = answered(ask(path, builder -> builder.GET()), false);
        return answer.status() == 404 ? Optional.empty() : Optional.of(data(checked(answer)));
    }

    /** @return the member {@code data} of the answer, if there is one */
    Optional<View> change(String path, Json.Obj body) throws CallFailed {
        renew();
        var answer = checked(answered(ask(path, post(body)), true));
        return answer.body().length == 0 ? Optional.empty() : Optional.of(data(answer));
    }

    /** A token that cannot be renewed lives as long as it lives, and the call itself says when it is over. */
    private synchronized void renew() {
        if (renewed.plus(RENEWAL).isBefore(clock.instant())) {
            renewed = clock.instant();
            ask("auth/token/renew-self", post(Json.obj()));
        }
    }

    private interface Method {
        HttpRequest.Builder of(HttpRequest.Builder builder);
    }

    private static Method post(Json.Obj body) {
        return builder ->
                builder.setHeader("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body.bytes()));
    }

    private HttpResult ask(String path, Method method) {
        var base = settings.address().toString();
        var request = HttpRequest.newBuilder(URI.create((base.endsWith("/") ? base : base + "/") + "v1/" + path))
                .setHeader("X-Vault-Token", settings.token().value())
                .setHeader("X-Vault-Request", "true");
        if (!settings.namespace().isEmpty()) {
            request.setHeader("X-Vault-Namespace", settings.namespace());
        }
        return web.ask(method.of(request), LONGEST);
    }

    private static HttpResult.Answered answered(HttpResult result, boolean changes) throws CallFailed {
        return switch (result) {
            case HttpResult.Answered answer -> answer;
            case HttpResult.TooLong ignored -> throw failed("BadAnswer", "Vault's answer is too long");
            case HttpResult.Missed(var problem) ->
                throw new CallFailed(changes ? Problem.uncertain(problem.code(), problem.message()) : problem);
        };
    }

    private HttpResult.Answered checked(HttpResult.Answered answer) throws CallFailed {
        return switch (answer.status()) {
            case 200, 204 -> answer;
            case 400 -> throw badRequest(answer);
            case 403 ->
                throw failed(
                        "Denied",
                        "Vault refuses the token: it has expired, or its policy does not allow this path (403)");
            case 503 ->
                throw new CallFailed(Problem.transientFault("Sealed", "Vault is sealed or in maintenance (503)"));
            default -> throw new CallFailed(HttpRefusal.of("Vault", answer));
        };
    }

    private static CallFailed badRequest(HttpResult.Answered answer) {
        return answer.text().contains("check-and-set")
                ? failed("Conflict", "another version was written meanwhile")
                : failed("BadRequest", "Vault refused the request (400): is it a mount of KV version 2?");
    }

    private static CallFailed failed(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private static View data(HttpResult.Answered answer) throws CallFailed {
        try {
            return View.of(Json.parse(answer.text())).at("data");
        } catch (JsonException e) {
            throw failed("BadAnswer", "Vault's answer cannot be read");
        }
    }
}
