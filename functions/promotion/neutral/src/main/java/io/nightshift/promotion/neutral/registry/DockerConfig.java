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
 * Logins in a file as {@code docker login} writes it and Kubernetes keeps it
 * ({@code kubernetes.io/dockerconfigjson}): {@code {"auths": {HOST: {"auth": base64(USER:PASSWORD)}}}}, or
 * {@code username} and {@code password} instead of {@code auth}. It is read at each use, so that whoever renews a
 * token only writes the file. Credential helpers are programs, and not asked.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/">docker login</a>
 */
public record DockerConfig(Path file) implements Logins {

    private static final int LONGEST = 1024 * 1024;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,260}");

    /** Docker Hub, by all of its names; Docker itself writes {@code https://index.docker.io/v1/}. */
    private static final Set<String> HUB = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

    /** What cannot be used of the file; repeats nothing of it but hosts. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /** What is wrong with the file, a part of a sentence; empty if every entry of it is a login. */
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
            // The parser's words may repeat what it read.
            throw new Unusable("it is no JSON with an object `auths`, as docker login writes it");
        }
    }

    /** Of {@code https://HOST/v1/} as of {@code HOST}. */
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
            // Its words may repeat what was read.
            throw noLogin(host);
        }
    }

    private static Unusable noLogin(String host) {
        return new Unusable("the entry of " + host
                + " is no login; expected `auth`, the base64 of USER:PASSWORD (a credential helper is not asked)");
    }
}
