package io.nightshift.gcp;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.ConnectionFailures;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.util.Date;
import java.util.List;

/**
 * Access tokens of a member's service account, which live 15 minutes and are renewed some minutes before their end. The text
 * of this object contains none.
 *
 * @see <a
 *     href="https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken">Google
 *     Cloud: generateAccessToken</a>
 */
final class MemberToken extends OAuth2Credentials {

    private static final long serialVersionUID = 1L;
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String LIFETIME = "900s";

    private final String account;
    private final transient PlainRest issuer;

    /** @param host the clients of the function's own service account */
    MemberToken(String account, GcpClients host) {
        this.account = account;
        issuer = PlainRest.of(host, "https://iamcredentials.googleapis.com/");
    }

    @Override
    public AccessToken refreshAccessToken() throws IOException {
        var asked = Json.obj().with("scope", Json.strings(List.of(SCOPE))).with("lifetime", LIFETIME);
        var answer = issuer.post("v1/projects/-/serviceAccounts/" + account + ":generateAccessToken", asked.bytes());
        try {
            var token = View.of(Json.parse(answer, JsonLimits.DEFAULT));
            return new AccessToken(
                    token.at("accessToken").nonBlank(),
                    Date.from(token.at("expireTime").instant()));
        } catch (JsonException e) {
            throw new IOException("Google Cloud's answer is no access token");
        }
    }

    /** Fails if there is no token to be had; calls that follow use it. */
    void open() throws CallFailed {
        try {
            refreshIfExpired();
        } catch (IOException e) {
            var answered = ConnectionFailures.causes(e)
                    .filter(HttpResponseException.class::isInstance)
                    .map(IOException.class::cast)
                    .findFirst()
                    .orElse(e);
            var problem = GcpErrors.whileReading(answered);
            throw new CallFailed(new Problem(
                    problem.code(),
                    "the service account %s was not impersonated: %s; the host's own account needs %s on it"
                            .formatted(account, problem.message(), GcpRole.IMPERSONATE),
                    problem.retryable(),
                    false));
        }
    }

    @Override
    public String toString() {
        return "MemberToken[" + account + "]";
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
