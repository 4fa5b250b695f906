package io.nightshift.console.signin;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The provider that signs people in.
 *
 * @param console the public URL of the host, without a slash at its end
 * @param claim the claim with the name that the policy knows
 */
public record SignInSettings(URI console, URI issuer, String client, Optional<Secret> secret, String claim) {

    private static final String ISSUER = "NIGHTSHIFT_OIDC_ISSUER";
    private static final String CLIENT = "NIGHTSHIFT_OIDC_CLIENT";
    private static final String SECRET = "NIGHTSHIFT_OIDC_SECRET";
    private static final String CLAIM = "NIGHTSHIFT_OIDC_CLAIM";
    private static final String EMAIL = "email";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Besides the URL of the console, which messages need, too. */
    public static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    ISSUER,
                    false,
                    "The OpenID provider that signs people in; without it only this machine gets pages."),
            new EnvironmentVariable(CLIENT, false, "The client's id at the OpenID provider."),
            new EnvironmentVariable(SECRET, false, "The client's secret at the OpenID provider, if it has one."),
            new EnvironmentVariable(CLAIM, false, "The claim with the name that the policy knows; email."));

    /** Reads the variables; empty without a provider. */
    public static Optional<SignInSettings> read(Variables variables) {
        var issuer = variables.uri(ISSUER, variables.get(CLIENT).isPresent());
        var console = variables.uri(Variables.CONSOLE, issuer.isPresent());
        var secret = variables.secret(SECRET);
        if (issuer.isEmpty() || console.isEmpty()) {
            return Optional.empty();
        }
        var client = variables.get(CLIENT);
        if (client.isEmpty()) {
            variables.problem(CLIENT + " is missing; " + ISSUER + " signs nobody in without it");
        }
        for (var url : List.of(issuer.get(), console.get())) {
            if (!isSafe(url)) {
                variables.problem(url + " is invalid: expected https://HOST/PATH, or http on this machine");
            }
        }
        var root = URI.create(console.get().toString().replaceFirst("/+$", ""));
        return Optional.of(new SignInSettings(
                root,
                issuer.get(),
                client.orElse(""),
                secret,
                variables.get(CLAIM).orElse(EMAIL)));
    }

    private static boolean isSafe(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || ("http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost())));
    }

    /** Where the provider sends people back to. */
    URI redirect() {
        return URI.create(console + "/console/signed-in");
    }

    boolean claimsEmail() {
        return claim.equals(EMAIL);
    }

    /** As browsers send it in {@code Origin}. */
    String origin() {
        var port = console.getPort() < 0 ? "" : ":" + console.getPort();
        return console.getScheme() + "://" + console.getHost() + port;
    }
}
