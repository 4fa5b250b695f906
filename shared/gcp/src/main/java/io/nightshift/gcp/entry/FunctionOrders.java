package io.nightshift.gcp.entry;

import com.google.auth.Credentials;
import com.google.auth.oauth2.IdTokenCredentials;
import com.google.auth.oauth2.IdTokenProvider;
import io.nightshift.chat.command.OrderControl;
import io.nightshift.core.act.Problem;
import io.nightshift.entry.FunctionHost;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * Orders other functions at their URLs, with an ID token of this function's service account, which must be allowed to invoke them.
 *
 * @param credentials empty for a fake, which needs none
 */
record FunctionOrders(Optional<Credentials> credentials, WebClient web) implements OrderControl.Orders {

    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 64 * 1024;

    static FunctionOrders of(Optional<Credentials> credentials, FunctionHost host) {
        return new FunctionOrders(credentials, new WebClient(ATTEMPT, host));
    }

    @Override
    public Optional<Problem> send(String function, byte[] order) {
        try {
            var request = HttpRequest.newBuilder(URI.create(function))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(order));
            var token = token(function);
            token.ifPresent(its -> request.header("Authorization", "Bearer " + its));
            return problem(web.ask(request, LONGEST_ANSWER));
        } catch (IOException e) {
            return Optional.of(Problem.transientFault("NoToken", "no ID token for the function"));
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.permanent("BadUrl", "the URL of the function is not a URL"));
        }
    }

    private Optional<String> token(String function) throws IOException {
        if (credentials.isEmpty() || !(credentials.get() instanceof IdTokenProvider provider)) {
            return Optional.empty();
        }
        var token = IdTokenCredentials.newBuilder()
                .setIdTokenProvider(provider)
                .setTargetAudience(function)
                .build();
        return Optional.of(token.refreshAccessToken().getTokenValue());
    }

    private static Optional<Problem> problem(HttpResult result) {
        return switch (result) {
            case HttpResult.Answered answered when answered.status() / 100 == 2 -> Optional.empty();
            case HttpResult.Answered answered -> Optional.of(HttpRefusal.of("the function", answered));
            case HttpResult.TooLong ignored -> Optional.empty();
            case HttpResult.Missed(var problem) -> Optional.of(problem);
        };
    }
}
