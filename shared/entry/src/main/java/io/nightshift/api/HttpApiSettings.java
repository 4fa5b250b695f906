package io.nightshift.api;

import io.nightshift.core.act.Messenger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.core.signature.GitHubSignature;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Secret;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.Variables;
import io.nightshift.entry.WebhookChannels;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets of the HTTP interface, or their names.
 *
 * @param token the token that callers must send
 * @param github the secret that signs GitHub's webhooks
 * @param approvals the settings for the links of approvers
 */
public record HttpApiSettings(Optional<Secret> token, Optional<Secret> github, Optional<Approvals> approvals) {

    /** No secrets: no API, and no links. */
    public static final HttpApiSettings NONE =
            new HttpApiSettings(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String TOKEN = "NIGHTSHIFT_INTAKE_TOKEN";
    private static final String GITHUB_SECRET = "NIGHTSHIFT_GITHUB_SECRET";
    private static final String APPROVAL_URL = "NIGHTSHIFT_APPROVAL_URL";
    private static final String APPROVAL_SECRET = "NIGHTSHIFT_APPROVAL_SECRET";
    private static final int SHORTEST_SECRET = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @param token describes what happens without a token */
    public static List<EnvironmentVariable> keys(String token) {
        return List.of(
                new EnvironmentVariable(TOKEN, false, "Callers send it as Authorization: Bearer; " + token),
                new EnvironmentVariable(
                        GITHUB_SECRET, false, "The secret of GitHub's webhooks; without it they are refused."),
                new EnvironmentVariable(
                        APPROVAL_URL, false, "The URL under which approvers reach this host, for their links."),
                new EnvironmentVariable(
                        APPROVAL_SECRET, false, "Signs the links of approvers; at least 32 characters."));
    }

    /** @param url the public URL of the host, without a slash at its end */
    public record Approvals(String url, Secret secret) {}

    public static HttpApiSettings read(Variables variables) {
        return new HttpApiSettings(variables.secret(TOKEN), variables.secret(GITHUB_SECRET), approvals(variables));
    }

    /** The same for an HTTP API that is publicly reachable: a token is required. */
    public static HttpApiSettings readForPublicUse(Variables variables) {
        if (variables.get(TOKEN).isEmpty()) {
            variables.problem(TOKEN + " is missing; anybody can reach the HTTP API, so callers have to show one");
        }
        return read(variables);
    }

    private static Optional<Approvals> approvals(Variables variables) {
        var secret = variables.secret(APPROVAL_SECRET);
        var url = variables.uri(APPROVAL_URL, secret.isPresent());
        if (secret.isEmpty()) {
            url.ifPresent(there ->
                    variables.problem(APPROVAL_SECRET + " is missing; " + APPROVAL_URL + " gives no link without it"));
            return Optional.empty();
        }
        if (secret.get().shorterThan(SHORTEST_SECRET)) {
            variables.problem(APPROVAL_SECRET + " is not right; expected at least " + SHORTEST_SECRET + " characters");
        }
        if (url.filter(there -> !takesLinks(there)).isPresent()) {
            variables.problem(
                    APPROVAL_URL + " is not right; expected https://HOST/PATH without user, query and fragment");
        }
        return url.map(there -> new Approvals(there.toString().replaceFirst("/+$", ""), secret.get()));
    }

    /** A link is a credential: plain HTTP is allowed only to this machine. */
    private static boolean takesLinks(URI url) {
        boolean plain = "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(url.getHost());
        return ("https".equalsIgnoreCase(url.getScheme()) || plain)
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    /** The links of approvers; reads the secret now. */
    public Optional<ApprovalLinks> links(SecretStore store) {
        return approvals.map(its -> new ApprovalLinks(its.url(), its.secret().value(store)));
    }

    /** The channels of the policy; approval requests contain links, if the host creates any. */
    public Messenger messenger(CommonConfig configuration, FunctionHost host, Ledger ledger, SecretStore store) {
        var channels = new WebhookChannels(configuration, host, store).messenger();
        return approvals.isEmpty()
                ? channels
                : new LinkedMessenger(
                        channels,
                        configuration.channels().keySet(),
                        ledger,
                        () -> links(store).orElseThrow());
    }

    /**
     * The current secrets.
     *
     * @throws SecretStore.UnreadableException when the store does not return one of them
     */
    public ApiCredentials keys(SecretStore store) {
        return new ApiCredentials(
                token.map(secret -> secret.value(store)),
                github.map(secret -> new GitHubSignature(secret.value(store))),
                links(store));
    }
}
