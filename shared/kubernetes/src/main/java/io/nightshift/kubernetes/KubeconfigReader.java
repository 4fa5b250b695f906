package io.nightshift.kubernetes;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ApiServerAccess.ClientCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds context, cluster and user in a kubeconfig.
 *
 * @param folder the folder for relative paths in it
 * @param problems receives all problems
 */
record KubeconfigReader(View file, Path folder, List<String> problems) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private static final Set<String> NOT_TAKEN = Set.of("exec", "auth-provider", "username", "password", "as");

    Kubeconfig read(Optional<String> wanted) throws JsonException {
        var name =
                wanted.isPresent() ? wanted.get() : file.at("current-context").textOr("");
        if (name.isBlank()) {
            throw new JsonException("it has no current-context; name one");
        }
        var context = named("contexts", "context", name);
        var cluster = context.at("cluster").nonBlank();
        var target = named("clusters", "cluster", cluster);
        var user = named("users", "user", context.at("user").nonBlank());
        refuse(user);
        var access = new ApiServerAccess(
                server(target), pem(target, "certificate-authority"), token(user), certificate(user));
        return new Kubeconfig(name, cluster, context.at("namespace").textOr("default"), access);
    }

    private View named(String list, String member, String name) throws JsonException {
        for (var item : file.at(list).items()) {
            if (item.at("name").textOr("").equals(name)) {
                return item.at(member);
            }
        }
        throw new JsonException(list + " has none of the name that is asked for");
    }

    private void refuse(View user) {
        for (var field : NOT_TAKEN.stream().sorted().toList()) {
            if (user.at(field).exists()) {
                problems.add(user.at(field).path()
                        + " is not taken; give the user a token, a tokenFile or a client certificate");
            }
        }
    }

    private URI server(View cluster) throws JsonException {
        if (cluster.at("insecure-skip-tls-verify").boolOr(false)) {
            problems.add(cluster.at("insecure-skip-tls-verify").path()
                    + " is not taken: the token would go to whoever answers; give certificate-authority-data");
        }
        for (var field : List.of("tls-server-name", "proxy-url")) {
            if (cluster.at(field).exists()) {
                problems.add(cluster.at(field).path() + " is not supported");
            }
        }
        var server = cluster.at("server");
        try {
            var uri = URI.create(server.nonBlank());
            boolean safe = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
            if (safe && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, without the text.
        }
        problems.add(server.path() + " must be a URL such as https://HOST:6443 (http on this machine only)");
        return URI.create("https://invalid");
    }

    /** A field that a kubeconfig contains as a file name, or with the suffix {@code -data} in Base64. */
    private Optional<String> pem(View from, String field) throws JsonException {
        var data = from.at(field + "-data");
        if (data.exists()) {
            try {
                return Optional.of(new String(Base64.getMimeDecoder().decode(data.text()), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                problems.add(data.path() + " must be PEM in base64");
                return Optional.empty();
            }
        }
        return from.at(field).exists() ? file(from.at(field)) : Optional.empty();
    }

    private Optional<String> file(View path) throws JsonException {
        try {
            return Optional.of(Files.readString(folder.resolve(path.text())));
        } catch (IOException | RuntimeException e) {
            problems.add(path.path() + " names a file that cannot be read");
            return Optional.empty();
        }
    }

    /** As in the kubelet: a file wins over a token, and is read again each time. */
    private Supplier<String> token(View user) throws JsonException {
        var path = user.at("tokenFile");
        if (path.exists()) {
            return file(path).isPresent() ? inFile(folder.resolve(path.text())) : () -> "";
        }
        var token = user.at("token").textOr("");
        return () -> token;
    }

    private static Supplier<String> inFile(Path path) {
        return () -> {
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw new UncheckedIOException("the token file cannot be read", e);
            }
        };
    }

    private Optional<ClientCertificate> certificate(View user) throws JsonException {
        var certificate = pem(user, "client-certificate");
        var key = pem(user, "client-key");
        if (certificate.isPresent() != key.isPresent()) {
            problems.add(user.path() + " must have both client-certificate and client-key, or none of them");
        }
        if (certificate.isEmpty()
                && !user.at("token").exists()
                && !user.at("tokenFile").exists()) {
            problems.add(user.path() + " must have a token, a tokenFile or a client certificate");
        }
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new ClientCertificate(certificate.get(), key::get))
                : Optional.empty();
    }
}
