package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.promotion.neutral.registry.Logins.Login;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.HttpSession;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gets the authorization that a registry requires for reading: the login itself (basic), or a token that its token server
 * issues for the login or anonymously (bearer). The registry names the token server, mostly on another host: a login for a
 * registry is therefore also sent to that server.
 */
record TokenAuth(Registries registries, Image image, HttpSession session) {

    private static final int LONGEST_ANSWER = 64 * 1024;

    /** RFC 6750, 2.1. For an invalid header the JDK throws an exception that repeats the value. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/:=-]{1,32768}");

    /** The authorization to retry with. */
    sealed interface Word {
        /** @param authorization the header; not for messages */
        record Pass(String authorization) implements Word {
            @Override
            public String toString() {
                return "a pass";
            }
        }

        record No(Problem problem) implements Word {}
    }

    Word letIn(HttpResult.Answered refused) {
        try {
            return letIn(refused, registries.logins().of(image.host()));
        } catch (CallFailed e) {
            return new Word.No(e.problem());
        }
    }

    private Word letIn(HttpResult.Answered refused, Optional<Login> login) {
        var challenge = AuthChallenge.of(refused.headers().allValues("WWW-Authenticate"));
        if (challenge.isEmpty()) {
            return no("the registry " + image.host() + " does not say how to log in");
        }
        if (challenge.get().scheme().equals("bearer")) {
            return token(challenge.get(), login);
        }
        return login.<Word>map(found -> new Word.Pass(basic(found)))
                .orElseGet(() -> no("the registry " + image.host() + " wants a login and none was given for it"));
    }

    private Word token(AuthChallenge challenge, Optional<Login> login) {
        var server = server(challenge);
        if (server.isEmpty()) {
            return no("the registry " + image.host() + " names a token server where nothing may be asked");
        }
        var request = HttpRequest.newBuilder(server.get()).setHeader("Accept", "application/json");
        login.ifPresent(found -> request.setHeader("Authorization", basic(found)));
        var who = "the token server of " + image.host();
        return switch (session.ask(request, LONGEST_ANSWER)) {
            case HttpResult.Missed(var problem) -> new Word.No(problem);
            case HttpResult.TooLong ignored -> no(who + " answers too much");
            case HttpResult.Answered answer when answer.status() != 200 -> new Word.No(HttpRefusal.of(who, answer));
            case HttpResult.Answered answer -> token(who, answer);
        };
    }

    private static Word token(String who, HttpResult.Answered answer) {
        try {
            var token = View.of(Json.parse(answer.body(), JsonLimits.DEFAULT))
                    .firstOf("token", "access_token")
                    .text();
            if (TOKEN.matcher(token).matches()) {
                return new Word.Pass("Bearer " + token);
            }
        } catch (JsonException e) {
            // Reported below: a parser's message may repeat the text.
        }
        return no(who + " gives no token");
    }

    private Optional<URI> server(AuthChallenge challenge) {
        try {
            var realm = URI.create(challenge.parameter("realm"));
            if (!registries.mayAsk(realm) || realm.getFragment() != null) {
                return Optional.empty();
            }
            var scope = challenge.parameter("scope");
            var query = "service=" + encoded(challenge.parameter("service")) + "&scope="
                    + encoded(scope.isEmpty() ? "repository:" + image.path() + ":pull" : scope);
            return Optional.of(URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(Login login) {
        var both = login.user() + ":" + login.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static Word no(String message) {
        return new Word.No(Problem.permanent("Denied", message));
    }
}
