package io.nightshift.rotation.vault;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a Vault or OpenBao is, and who this host is there.
 *
 * @param namespace empty for the root namespace
 */
public record VaultSettings(URI address, Secret token, String namespace) {

    private static final String ADDRESS = "NIGHTSHIFT_VAULT_ADDRESS";
    private static final String TOKEN = "NIGHTSHIFT_VAULT_TOKEN";
    private static final String NAMESPACE = "NIGHTSHIFT_VAULT_NAMESPACE";
    private static final Pattern NAMESPACES = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*/?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    ADDRESS, false, "The `https` URL of a Vault or OpenBao with secrets of `store: vault`."),
            new EnvironmentVariable(TOKEN, false, "The token for it; required with its address."),
            new EnvironmentVariable(NAMESPACE, false, "The namespace there; the root namespace where not set."));

    /** Empty if no address is set, or if something is wrong, which the variables then report. */
    public static Optional<VaultSettings> read(Variables variables) {
        var address = variables.uri(ADDRESS, false);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        boolean safe = "https".equals(address.get().getScheme())
                || ("http".equals(address.get().getScheme())
                        && LOOPBACK.contains(address.get().getHost()));
        if (!safe) {
            variables.problem(
                    ADDRESS + " is invalid: expected https; the token would go over the network in plaintext");
        }
        var token = variables.secret(TOKEN);
        if (token.isEmpty()) {
            variables.problem(TOKEN + " is missing; expected a token, as " + ADDRESS + " is set");
        }
        var namespace = variables.get(NAMESPACE).orElse("");
        if (!namespace.isEmpty() && !NAMESPACES.matcher(namespace).matches()) {
            variables.problem(NAMESPACE + " is invalid: expected a namespace such as team/shop");
        }
        return token.filter(found -> safe).map(found -> new VaultSettings(address.get(), found, namespace));
    }
}
