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
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.runtime.StoredSecret;
import io.nightshift.rotation.runtime.VersionedSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
 * Secrets in Google Secret Manager. It has no pending stage: the newest version is what applications read. So the pending value is
 * in a companion secret, {@code NAME-pending}, beside the id that the rotation gave it; publishing adds it to the secret. Calls
 * name versions by number, which alone is strongly consistent.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/reference/consistency">Secret Manager: consistency</a>
 */
public final class SecretManagerVersions implements VersionedSecrets {

    public static final Set<String> PERMISSIONS = Set.of(
            "secretmanager.secrets.get",
            "secretmanager.versions.access",
            "secretmanager.versions.add",
            "secretmanager.versions.disable",
            "secretmanager.versions.list");

    private static final String ROOT = "https://secretmanager.googleapis.com/";
    private static final String COMPANION = "-pending";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,240}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final GcpScope scope;
    private final JsonRest rest;

    public SecretManagerVersions(GcpScope scope, GcpClients clients) {
        this.scope = scope;
        rest = new JsonRest(clients);
    }

    @Override
    public boolean covers(Resource secret) {
        return secret.kind().equals(Kinds.GCP_SECRET);
    }

    /** An enabled version. */
    private record Enabled(int number, Instant created) {}

    private record Pending(int number, String id, String value) {}

    private String path(Resource secret) throws CallFailed {
        if (!scope.projects().contains(secret.origin().account())
                || !NAME.matcher(secret.name()).matches()) {
            throw new CallFailed(Problem.permanent(
                    "OutOfScope", "it is in no project of this host, or its name is none of Secret Manager"));
        }
        return "v1/projects/" + secret.origin().account() + "/secrets/" + secret.name();
    }

    private View found(Call call, String what) throws CallFailed {
        return rest.find(call)
                .orElseThrow(() -> new CallFailed(Problem.permanent("NotFound", what + " does not exist")));
    }

    @Override
    public StoredSecret describe(Resource secret) throws CallFailed {
        var path = path(secret);
        var described = found(Call.get(ROOT, path), secret.name());
        var problems = new ArrayList<String>();
        try {
            if (described.at("managedRotationConfig").exists()) {
                problems.add("rotation: Google rotates this secret itself; take it out of the policy");
            }
            if (rest.find(Call.get(ROOT, path + COMPANION)).isEmpty()) {
                problems.add("companion: there is no secret " + secret.name() + COMPANION
                        + " for the pending value; create it, without a version");
                return stored(described, newest(path), "", problems);
            }
            var pending = pending(path).map(Pending::id).orElse("");
            return stored(described, newest(path), pending, problems);
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    private static StoredSecret stored(View described, Optional<Enabled> newest, String pending, List<String> problems)
            throws JsonException {
        if (newest.isEmpty()) {
            problems.add("version: no version is enabled; add the value that works now");
        }
        var due = described.at("rotation", "nextRotationTime");
        return new StoredSecret(
                newest.map(one -> Integer.toString(one.number())).orElse(""),
                pending,
                new TreeMap<>(
                        described.at("labels").exists() ? described.at("labels").texts() : Map.of()),
                newest.map(Enabled::created),
                // It moves on when the message is sent, whether or not anybody rotates.
                due.exists() ? Optional.of(due.instant()) : Optional.empty(),
                Optional.empty(),
                problems);
    }

    private static CallFailed unreadable() {
        return new CallFailed(Problem.permanent("BadAnswer", "Secret Manager's answer cannot be read"));
    }

    private Optional<Enabled> newest(String path) throws CallFailed, JsonException {
        return enabled(path).stream().max((one, other) -> Integer.compare(one.number(), other.number()));
    }

    private List<Enabled> enabled(String path) throws CallFailed, JsonException {
        var versions = new ArrayList<Enabled>();
        var query = Map.of("filter", "state:ENABLED", "pageSize", "100");
        var listed = found(Call.get(ROOT, path + "/versions").asking(query), path);
        for (var version :
                listed.at("versions").exists() ? listed.at("versions").items() : List.<View>of()) {
            var name = version.at("name").text();
            versions.add(new Enabled(
                    Integer.parseInt(name.substring(name.lastIndexOf('/') + 1)),
                    version.at("createTime").instant()));
        }
        return versions;
    }

    private Optional<String> access(String path, String number) throws CallFailed, JsonException {
        var found = rest.find(Call.get(ROOT, path + "/versions/" + number + ":access"));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var payload = found.get().at("payload");
        var data = Base64.getDecoder().decode(payload.at("data").text());
        if (payload.at("dataCrc32c").exists() && payload.at("dataCrc32c").integer() != checksum(data)) {
            throw new CallFailed(Problem.transientFault("Checksum", "the value was damaged on its way"));
        }
        return Optional.of(new String(data, StandardCharsets.UTF_8));
    }

    private static long checksum(byte[] data) {
        var sum = new CRC32C();
        sum.update(data);
        return sum.getValue();
    }

    private Optional<Pending> pending(String path) throws CallFailed, JsonException {
        var newest = newest(path + COMPANION);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        int number = newest.get().number();
        var text = access(path + COMPANION, Integer.toString(number));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var view = View.of(Json.parse(text.get()));
        return Optional.of(
                new Pending(number, view.at("id").text(), view.at("value").text()));
    }

    @Override
    public Optional<SecretValue> read(Resource secret, String version) throws CallFailed {
        var path = path(secret);
        try {
            return NUMBER.matcher(version).matches()
                    ? access(path, version).map(SecretValue::of)
                    : pending(path).filter(one -> one.id().equals(version)).map(one -> SecretValue.of(one.value()));
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    /** The id beside the value makes the call repeatable: {@code AddSecretVersion} itself has no token. */
    @Override
    public String store(Resource secret, String version, SecretValue value) throws CallFailed {
        if (read(secret, version).isEmpty()) {
            add(
                    path(secret) + COMPANION,
                    Json.obj().with("id", version).with("value", value.text()).text());
        }
        return version;
    }

    private String add(String path, String text) throws CallFailed {
        var data = text.getBytes(StandardCharsets.UTF_8);
        var payload = Json.obj()
                .with("data", Base64.getEncoder().encodeToString(data))
                .with("dataCrc32c", Long.toString(checksum(data)));
        var added = rest.change(new Call(
                "POST",
                ROOT,
                path + ":addVersion",
                Map.of(),
                Optional.of(Json.obj().with("payload", payload))));
        try {
            var name = added.at("name").text();
            return name.substring(name.lastIndexOf('/') + 1);
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    /** Adding publishes. After a lost reply the newest version has the pending value already. */
    @Override
    public String publish(Resource secret, String pending, String current) throws CallFailed {
        var path = path(secret);
        try {
            var newest = newest(path).map(one -> Integer.toString(one.number())).orElse("");
            var value = pending(path).filter(one -> one.id().equals(pending));
            if (value.isEmpty()) {
                throw new CallFailed(Problem.permanent("NothingPending", "version " + pending + " is not pending"));
            }
            var text = value.get().value();
            if (!newest.isEmpty() && access(path, newest).filter(text::equals).isPresent()) {
                return newest;
            }
            if (!newest.equals(current)) {
                throw new CallFailed(Problem.permanent("Conflict", "the newest version is " + newest));
            }
            return add(path, text);
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    @Override
    public void discard(Resource secret, String pending) throws CallFailed {
        var path = path(secret);
        try {
            var found = pending(path).filter(one -> one.id().equals(pending));
            if (found.isPresent()) {
                disable(path + COMPANION, Integer.toString(found.get().number()));
            }
        } catch (JsonException e) {
            throw unreadable();
        }
    }

    /** Disabling may be repeated; it can be taken back until somebody destroys the version. */
    private void disable(String path, String number) throws CallFailed {
        rest.change(
                new Call("POST", ROOT, path + "/versions/" + number + ":disable", Map.of(), Optional.of(Json.obj())));
    }

    /** The pending value is published by then, so its companion ends, too. */
    @Override
    public void retire(Resource secret, String version) throws CallFailed {
        var path = path(secret);
        try {
            disable(path, version);
            for (var left : enabled(path + COMPANION)) {
                disable(path + COMPANION, Integer.toString(left.number()));
            }
        } catch (JsonException e) {
            throw unreadable();
        }
    }
}
