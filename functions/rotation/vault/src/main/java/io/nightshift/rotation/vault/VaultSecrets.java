package io.nightshift.rotation.vault;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.action.SecretKinds;
import io.nightshift.rotation.runtime.CompanionVersions;
import io.nightshift.rotation.runtime.NumberedSecrets;
import io.nightshift.rotation.runtime.VersionedSecrets;
import io.nightshift.web.WebClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets of Vault or OpenBao in an engine KV version 2, by {@code MOUNT/PATH}. A value that is no JSON object is kept as the
 * member {@code value} of one. Each write compares the version that it follows.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2">Vault: KV version 2</a>
 */
public final class VaultSecrets implements NumberedSecrets {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
    private static final String PLAIN = "value";

    /** A dot-dot could lead to another engine. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private final VaultApi api;

    private VaultSecrets(VaultApi api) {
        this.api = api;
    }

    public static VersionedSecrets of(VaultSettings settings, InstantSource clock) {
        return new CompanionVersions(
                new VaultSecrets(new VaultApi(settings, new WebClient(TIME_LIMIT, clock), clock)), false);
    }

    @Override
    public boolean covers(Resource secret) {
        return secret.kind().equals(SecretKinds.VAULT_SECRET);
    }

    private static String path(Resource secret, String part) throws CallFailed {
        if (!NAME.matcher(secret.name()).matches()) {
            throw failed("BadName", "the name of a secret in Vault is MOUNT/PATH, of letters, digits, dots and dashes");
        }
        int slash = secret.name().indexOf('/');
        return secret.name().substring(0, slash) + "/" + part + secret.name().substring(slash);
    }

    private static CallFailed failed(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private static CallFailed unreadable() {
        return failed("BadAnswer", "Vault's answer is not that of an engine KV version 2");
    }

    private Optional<View> metadata(Resource secret) throws CallFailed {
        return api.find(path(secret, "metadata"));
    }

    @Override
    public Optional<Description> describe(Resource secret) throws CallFailed {
        var found = metadata(secret);
        try {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Description(found.get().at("custom_metadata").texts(), Optional.empty(), List.of()));
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    @Override
    public List<Version> readable(Resource secret) throws CallFailed {
        var found = metadata(secret);
        try {
            return found.isEmpty() ? List.of() : versions(found.get().at("versions"));
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    private static List<Version> versions(View all) throws JsonException {
        var versions = new ArrayList<Version>();
        for (var number : all.object().members().keySet()) {
            var version = all.at(number);
            if (!version.at("destroyed").boolOr(false)
                    && version.at("deletion_time").textOr("").isEmpty()) {
                versions.add(new Version(
                        Integer.parseInt(number), version.at("created_time").instant()));
            }
        }
        return versions;
    }

    @Override
    public Optional<String> value(Resource secret, int number) throws CallFailed {
        var found = api.find(path(secret, "data") + "?version=" + number);
        try {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(text(found.get().at("data")));
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    private static String text(View data) throws JsonException {
        boolean plain = data.object().members().size() == 1 && data.at(PLAIN).isString();
        return plain ? data.at(PLAIN).text() : data.object().text();
    }

    private static Json.Obj object(String value) {
        try {
            var json = Json.parse(value);
            return json instanceof Json.Obj object ? object : Json.obj().with(PLAIN, value);
        } catch (JsonException e) {
            return Json.obj().with(PLAIN, value);
        }
    }

    /** Compares the newest version of all, also if that one is deleted. */
    @Override
    public int add(Resource secret, int newest, String value) throws CallFailed {
        var found = metadata(secret);
        try {
            long latest =
                    found.isEmpty() ? 0 : found.get().at("current_version").integer();
            int readable = found.isEmpty()
                    ? 0
                    : versions(found.get().at("versions")).stream()
                            .mapToInt(Version::number)
                            .max()
                            .orElse(0);
            if (readable != newest) {
                throw failed("Conflict", "version " + readable + " was written meanwhile");
            }
            var written = api.change(
                            path(secret, "data"),
                            Json.obj()
                                    .with("options", Json.obj().with("cas", latest))
                                    .with("data", object(value)))
                    .orElseThrow(VaultSecrets::unreadable);
            return (int) written.at("version").integer();
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    /** A deleted version can be undeleted until somebody destroys it. */
    @Override
    public void end(Resource secret, int number) throws CallFailed {
        api.change(path(secret, "delete"), Json.obj().with("versions", Json.arr(Json.of(number))));
    }
}
