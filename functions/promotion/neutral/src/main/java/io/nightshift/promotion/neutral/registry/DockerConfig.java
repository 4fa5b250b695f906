package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Logins in a file as {@code docker login} writes it and Kubernetes keeps it ({@code kubernetes.io/dockerconfigjson}): {@code
 * {"auths": {HOST: {"auth": base64(USER:PASSWORD)}}}}, or {@code username} and {@code password} instead of {@code auth}. It
 * is read at each use, so a renewed token only needs to be written to the file. Credential helpers are programs and are not
 * run.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/">docker login</a>
 */
public record DockerConfig(Path file) implements Logins {

    private static final int LONGEST = 1024 * 1024;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,260}");

    /** All names of Docker Hub; Docker itself writes {@code https://index.docker.io/v1/}. */
    private static final Set<String> HUB = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

    /** An unusable part of the file; the message repeats only hosts. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /** The error in the file, as part of a sentence; empty if every entry is a login. */
    public Optional<String> fault() {
        try {
            read();
            return Optional.empty();
        } catch (Unusable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<Login> of(String host) throws CallFailed {
        try {
            return Optional.ofNullable(read().get(one(host)));
        } catch (Unusable e) {
            throw new CallFailed(
                    Problem.transientFault("NoLogins", "the file of the registries' logins: " + e.getMessage()));
        }
    }

    private Map<String, Login> read() throws Unusable {
        var logins = new HashMap<String, Login>();
        for (var entry : entries().members().entrySet()) {
            var host = host(entry.getKey());
            logins.put(one(host), login(host, View.of(entry.getValue())));
        }
        return logins;
    }

    private Json.Obj entries() throws Unusable {
        try {
            if (Files.size(file) > LONGEST) {
                throw new Unusable("it is longer than " + LONGEST + " bytes");
            }
            return View.of(Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT))
                    .at("auths")
                    .object();
        } catch (IOException e) {
            throw new Unusable("it cannot be read");
        } catch (JsonException e) {
            // The parser's message may repeat the text.
            throw new Unusable("it is no JSON with an object `auths`, as docker login writes it");
        }
    }

    /** The host from {@code https://HOST/v1/} or {@code HOST}. */
    private static String host(String key) throws Unusable {
        var host = key.replaceFirst("^https?://", "").replaceFirst("/.*", "");
        if (!HOST.matcher(host).matches()) {
            throw new Unusable("a key of `auths` is no host of a registry");
        }
        return host;
    }

    private static String one(String host) {
        return HUB.contains(host) ? "docker.io" : host;
    }

    private static Login login(String host, View entry) throws Unusable {
        try {
            var encoded = entry.at("auth").textOr("");
            if (encoded.isEmpty()) {
                return new Login(
                        entry.at("username").nonBlank(), entry.at("password").nonBlank());
            }
            return Login.decoded(encoded.strip()).orElseThrow(() -> noLogin(host));
        } catch (JsonException e) {
            // Its message may repeat the text.
            throw noLogin(host);
        }
    }

    private static Unusable noLogin(String host) {
        return new Unusable("the entry of " + host
                + " is no login; expected `auth`, the base64 of USER:PASSWORD (a credential helper is not asked)");
    }
}
