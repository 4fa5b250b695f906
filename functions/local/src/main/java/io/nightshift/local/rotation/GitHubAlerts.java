package io.nightshift.local.rotation;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.rotation.engine.SecretChars;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * The secrets that GitHub found. Its webhook does not contain them, and its REST API does.
 *
 * @see <a href="https://docs.github.com/en/rest/secret-scanning/secret-scanning#get-a-secret-scanning-alert">GitHub: get a secret
 *     scanning alert</a>
 */
record GitHubAlerts(GitHubAccess access, WebClient web) implements LeakedSecrets {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST = 1 << 20;
    private static final Pattern NAME = Pattern.compile("(?!\\.)[\\w.-]+/(?!\\.{1,2}/)[\\w.-]+/[0-9]+");

    GitHubAlerts(GitHubAccess access, InstantSource clock) {
        this(access, new WebClient(TIME_LIMIT, clock));
    }

    @Override
    public SecretChars of(String alert) throws CallFailed {
        if (!NAME.matcher(alert).matches()) {
            throw failed("its name is not OWNER/REPOSITORY/NUMBER");
        }
        int slash = alert.lastIndexOf('/');
        var path = "/repos/" + alert.substring(0, slash) + "/secret-scanning/alerts" + alert.substring(slash);
        var request = HttpRequest.newBuilder(URI.create(access.api() + path))
                .setHeader("Authorization", "Bearer " + access.token().value())
                .setHeader("Accept", "application/vnd.github+json")
                .setHeader("X-GitHub-Api-Version", "2022-11-28");
        return switch (web.ask(request, LONGEST)) {
            case HttpResult.Answered answer -> secret(answer);
            case HttpResult.TooLong ignored -> throw failed("the alert is too long");
            case HttpResult.Missed(var problem) -> throw new CallFailed(problem);
        };
    }

    private static CallFailed failed(String why) {
        return new CallFailed(Problem.permanent("GitHub", "GitHub's alert cannot be read: " + why));
    }

    private static SecretChars secret(HttpResult.Answered answer) throws CallFailed {
        if (answer.status() == 404) {
            throw failed("the token of NIGHTSHIFT_GITHUB_TOKEN does not see it (404)");
        }
        if (answer.status() != 200) {
            throw new CallFailed(HttpRefusal.of("GitHub", answer));
        }
        try {
            return SecretChars.of(
                    View.of(Json.parse(answer.text())).at("secret").nonBlank());
        } catch (JsonException e) {
            throw failed("it has no secret");
        }
    }
}
