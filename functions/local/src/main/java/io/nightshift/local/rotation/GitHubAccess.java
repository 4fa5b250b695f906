package io.nightshift.local.rotation;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How this host reads alerts of GitHub.
 *
 * @param api the root of the REST API, without a slash at its end
 */
record GitHubAccess(URI api, Secret token) {

    private static final String API = "NIGHTSHIFT_GITHUB_API";
    private static final String TOKEN = "NIGHTSHIFT_GITHUB_TOKEN";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    TOKEN,
                    false,
                    "A token of GitHub that may read secret scanning alerts, to compare what leaked with the secrets of the policy."),
            new EnvironmentVariable(
                    API, false, "The REST API of a GitHub Enterprise Server; `https://api.github.com` where not set."));

    static Optional<GitHubAccess> read(Variables variables) {
        var api = variables.uri(API, false).orElse(URI.create("https://api.github.com"));
        return variables.secret(TOKEN).map(token -> new GitHubAccess(api, token));
    }
}
