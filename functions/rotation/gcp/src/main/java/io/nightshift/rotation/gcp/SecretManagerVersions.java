package io.nightshift.rotation.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.rotation.runtime.CompanionVersions;
import io.nightshift.rotation.runtime.NumberedSecrets;
import io.nightshift.rotation.runtime.VersionedSecrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Secrets in Google Secret Manager. Calls name versions by number, which alone is strongly consistent. {@code AddSecretVersion}
 * compares nothing: the caller has looked.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/reference/consistency">Secret Manager: consistency</a>
 */
public final class SecretManagerVersions implements NumberedSecrets {

    public static final Set<String> PERMISSIONS = Set.of(
            "secretmanager.secrets.get",
            "secretmanager.versions.access",
            "secretmanager.versions.add",
            "secretmanager.versions.disable",
            "secretmanager.versions.list");

    private static final String ROOT = "https://secretmanager.googleapis.com/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final GcpScope scope;
    private final JsonRest rest;

    private SecretManagerVersions(GcpScope scope, GcpClients clients) {
        this.scope = scope;
        rest = new JsonRest(clients);
    }

    public static VersionedSecrets of(GcpScope scope, GcpClients clients) {
        return new CompanionVersions(new SecretManagerVersions(scope, clients), true);
    }

    @Override
    public boolean covers(Resource secret) {
        return secret.kind().equals(Kinds.GCP_SECRET);
    }

    private String path(Resource secret) throws CallFailed {
        if (!scope.projects().contains(secret.origin().account())
                || !NAME.matcher(secret.name()).matches()) {
            throw new CallFailed(Problem.permanent(
                    "OutOfScope", "it is in no project of this host, or its name is none of Secret Manager"));
        }
        return "v1/projects/" + secret.origin().account() + "/secrets/" + secret.name();
    }

    private static CallFailed unreadable() {
        return new CallFailed(Problem.permanent("BadAnswer", "Secret Manager's answer cannot be read"));
    }

    @Override
    public Optional<Description> describe(Resource secret) throws CallFailed {
        var found = rest.find(Call.get(ROOT, path(secret)));
        try {
            return found.isEmpty() ? Optional.empty() : Optional.of(description(found.get()));
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    /** The time of the next rotation moves on when the message is sent, whether or not anybody rotates. */
    private static Description description(View secret) throws JsonException {
        var due = secret.at("rotation", "nextRotationTime");
        return new Description(
                new TreeMap<>(secret.at("labels").texts()),
                due.exists() ? Optional.of(due.instant()) : Optional.empty(),
                secret.at("managedRotationConfig").exists()
                        ? List.of("rotation: Google rotates this secret itself; take it out of the policy")
                        : List.of());
    }

    @Override
    public List<Version> readable(Resource secret) throws CallFailed {
        var query = Map.of("filter", "state:ENABLED", "pageSize", "100");
        var listed = rest.find(Call.get(ROOT, path(secret) + "/versions").asking(query));
        var versions = new ArrayList<Version>();
        try {
            for (var version : listed.isEmpty()
                    ? List.<View>of()
                    : listed.get().at("versions").items()) {
                versions.add(new Version(
                        number(version.at("name").text()),
                        version.at("createTime").instant()));
            }
        } catch (JsonException e) {
            throw unreadable();
        }
        return versions;
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
    }

    @Override
    public Optional<String> value(Resource secret, int number) throws CallFailed {
        var found = rest.find(Call.get(ROOT, path(secret) + "/versions/" + number + ":access"));
        try {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(checked(found.get().at("payload")));
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    private static String checked(View payload) throws CallFailed, JsonException {
        var data = Base64.getDecoder().decode(payload.at("data").text());
        if (payload.at("dataCrc32c").exists() && payload.at("dataCrc32c").integer() != checksum(data)) {
            throw new CallFailed(Problem.transientFault("Checksum", "the value was damaged on its way"));
        }
        return new String(data, StandardCharsets.UTF_8);
    }

    private static long checksum(byte[] data) {
        var sum = new CRC32C();
        sum.update(data);
        return sum.getValue();
    }

    @Override
    public int add(Resource secret, int newest, String value) throws CallFailed {
        var data = value.getBytes(StandardCharsets.UTF_8);
        var payload = Json.obj()
                .with("data", Base64.getEncoder().encodeToString(data))
                .with("dataCrc32c", Long.toString(checksum(data)));
        var added = rest.change(
                post(path(secret) + ":addVersion").with("POST", Json.obj().with("payload", payload)));
        try {
            return number(added.at("name").text());
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    private static Call post(String path) {
        return new Call("POST", ROOT, path, Map.of(), Optional.of(Json.obj()));
    }

    /** Disabling can be taken back until somebody destroys the version. */
    @Override
    public void end(Resource secret, int number) throws CallFailed {
        rest.change(post(path(secret) + "/versions/" + number + ":disable"));
    }
}
