package io.nightshift.gcp.entry;

import com.google.auth.Credentials;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Variables;
import io.nightshift.kubernetes.ApiServerAccess;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.KubernetesScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The GKE cluster whose deployments the function may check and act on, with its own service account; a Role in each namespace
 * is bound to it.
 *
 * @param origin project and location
 * @param url of the API server
 * @param authority its certificate authority as PEM; a DNS-based endpoint has a certificate that every JDK trusts
 */
public record GkeCluster(Origin origin, String name, URI url, Optional<String> authority, Set<String> namespaces) {

    private static final String CLUSTER = "NIGHTSHIFT_GKE_CLUSTER";
    private static final String URL = "NIGHTSHIFT_GKE_URL";
    private static final String AUTHORITY = "NIGHTSHIFT_GKE_CA";
    private static final String NAMESPACES = "NIGHTSHIFT_GKE_NAMESPACES";

    static final List<EnvironmentVariable> KEYS = List.of(
            new EnvironmentVariable(
                    CLUSTER,
                    false,
                    "The GKE cluster whose deployments it may act on, `projects/PROJECT/locations/LOCATION/clusters/CLUSTER`."),
            new EnvironmentVariable(URL, false, "The `https` URL of its API server."),
            new EnvironmentVariable(
                    AUTHORITY,
                    false,
                    "Its `masterAuth.clusterCaCertificate`, in Base64; not needed with a DNS-based endpoint."),
            new EnvironmentVariable(NAMESPACES, false, "The namespaces that it may act in, separated by commas."));

    private static final Pattern NAME = Pattern.compile(
            "projects/([a-z0-9.:-]{1,120})/locations/([a-z0-9-]{1,60})/clusters/([a-z]([a-z0-9-]{0,38}[a-z0-9])?)");

    private static final Pattern HTTPS = Pattern.compile("https://[A-Za-z0-9.:-]+/?");
    private static final Pattern NAMES = Pattern.compile("[a-z0-9-]{1,63}(,[a-z0-9-]{1,63})*");

    static Optional<GkeCluster> read(Variables variables) {
        if (KEYS.stream().allMatch(key -> variables.get(key.name()).isEmpty())) {
            return Optional.empty();
        }
        var name = NAME.matcher(variables.text(CLUSTER, NAME, "projects/PROJECT/locations/LOCATION/clusters/CLUSTER"));
        var url = variables.text(URL, HTTPS, "the https URL of the cluster's API server");
        var namespaces = variables.text(NAMESPACES, NAMES, "namespaces such as shop,payment");
        var authority = authority(variables);
        if (!name.matches() || !HTTPS.matcher(url).matches()) {
            return Optional.empty();
        }
        return Optional.of(new GkeCluster(
                Origin.gcp(name.group(1), name.group(2)),
                name.group(3),
                URI.create(url),
                authority,
                Set.of(namespaces.split(",", -1))));
    }

    private static Optional<String> authority(Variables variables) {
        try {
            return variables
                    .get(AUTHORITY)
                    .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            variables.problem(AUTHORITY + " is not right; expected a PEM certificate in Base64");
            return Optional.empty();
        }
    }

    KubernetesScope places(Optional<Credentials> credentials, FunctionHost host) {
        var access = ApiServerAccess.token(url, authority, token(credentials));
        var api = KubernetesApi.of(access, host);
        return new KubernetesScope(List.of(new KubernetesCluster(name, Optional.of(origin), namespaces, api)));
    }

    /** Google's credentials renew themselves; each call uses the current token. */
    private Supplier<String> token(Optional<Credentials> credentials) {
        return () -> credentials.map(this::bearer).orElse("");
    }

    private String bearer(Credentials credentials) {
        try {
            var headers = credentials.getRequestMetadata(url).getOrDefault("Authorization", List.of());
            return headers.isEmpty() ? "" : headers.getFirst().replaceFirst("^Bearer ", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
