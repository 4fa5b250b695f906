package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.runtime.NumberedSecrets.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rotations in a store without a pending stage. The pending value is in a companion secret, {@code NAME-pending}, beside the id
 * that the rotation gave it; publishing adds it to the secret. Calls name versions by number.
 *
 * @param companionNeeded whether the companion has to exist before; otherwise the first pending value creates it
 */
public record CompanionVersions(NumberedSecrets store, boolean companionNeeded) implements VersionedSecrets {

    private static final String COMPANION = "-pending";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private record Pending(int number, String id, String value) {}

    @Override
    public boolean covers(Resource secret) {
        return store.covers(secret);
    }

    private static Resource companion(Resource secret) {
        return new Resource(secret.origin(), secret.kind(), secret.name() + COMPANION);
    }

    @Override
    public StoredSecret describe(Resource secret) throws CallFailed {
        var described = store.describe(secret)
                .orElseThrow(() -> failed("NotFound", "the secret " + secret.name() + " does not exist"));
        var problems = new ArrayList<>(described.problems());
        var newest = newest(secret);
        if (newest.isEmpty()) {
            problems.add("version: no version is enabled; add the value that works now");
        }
        boolean there = !companionNeeded || store.describe(companion(secret)).isPresent();
        if (!there) {
            problems.add("companion: there is no secret " + companion(secret).name()
                    + " for the pending value; create it, without a version");
        }
        return new StoredSecret(
                newest.map(one -> Integer.toString(one.number())).orElse(""),
                there ? pending(secret).map(Pending::id).orElse("") : "",
                described.tags(),
                newest.map(Version::created),
                described.due(),
                Optional.empty(),
                problems);
    }

    private static CallFailed failed(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private Optional<Version> newest(Resource secret) throws CallFailed {
        return store.readable(secret).stream().max(Comparator.comparingInt(Version::number));
    }

    private Optional<Pending> pending(Resource secret) throws CallFailed {
        var companion = companion(secret);
        var newest = newest(companion);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        int number = newest.get().number();
        var text = store.value(companion, number);
        return text.isEmpty() ? Optional.empty() : Optional.of(pending(companion, number, text.get()));
    }

    private static Pending pending(Resource companion, int number, String text) throws CallFailed {
        try {
            var view = View.of(Json.parse(text));
            return new Pending(number, view.at("id").text(), view.at("value").text());
        } catch (JsonException e) {
            throw failed(
                    "BadCompanion",
                    "version " + number + " of " + companion.name()
                            + " is no pending value of Nightshift; disable or delete this version");
        }
    }

    private Optional<Pending> pending(Resource secret, String id) throws CallFailed {
        return pending(secret).filter(one -> one.id().equals(id));
    }

    @Override
    public Optional<SecretValue> read(Resource secret, String version) throws CallFailed {
        return NUMBER.matcher(version).matches()
                ? store.value(secret, Integer.parseInt(version)).map(SecretValue::of)
                : pending(secret, version).map(one -> SecretValue.of(one.value()));
    }

    /** The id beside the value makes the call repeatable. */
    @Override
    public String store(Resource secret, String version, SecretValue value) throws CallFailed {
        if (pending(secret, version).isEmpty()) {
            var companion = companion(secret);
            var text =
                    Json.obj().with("id", version).with("value", value.text()).text();
            store.add(companion, newest(companion).map(Version::number).orElse(0), text);
        }
        return version;
    }

    /** After a lost reply the newest version has the pending value already. */
    @Override
    public String publish(Resource secret, String pending, String current) throws CallFailed {
        var value = pending(secret, pending)
                .orElseThrow(() -> failed("NothingPending", "version " + pending + " is not pending"))
                .value();
        int newest = newest(secret).map(Version::number).orElse(0);
        if (newest > 0 && store.value(secret, newest).filter(value::equals).isPresent()) {
            return Integer.toString(newest);
        }
        if (!(newest == 0 ? "" : Integer.toString(newest)).equals(current)) {
            throw failed("Conflict", "the newest version is " + newest);
        }
        return Integer.toString(store.add(secret, newest, value));
    }

    @Override
    public void discard(Resource secret, String pending) throws CallFailed {
        var found = pending(secret, pending);
        if (found.isPresent()) {
            store.end(companion(secret), found.get().number());
        }
    }

    /** The pending value is published by then, so its companion ends, too. */
    @Override
    public void retire(Resource secret, String version) throws CallFailed {
        store.end(secret, Integer.parseInt(version));
        for (var left : store.readable(companion(secret))) {
            store.end(companion(secret), left.number());
        }
    }
}
