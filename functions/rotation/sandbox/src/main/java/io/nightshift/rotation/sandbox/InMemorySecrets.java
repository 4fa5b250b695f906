package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.action.SecretKinds;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.runtime.StoredSecret;
import io.nightshift.rotation.runtime.VersionedSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store with the labels of Secrets Manager: one version is current, one may be pending, also without a value, and the current
 * one changes only from the version that the caller names.
 */
public final class InMemorySecrets implements VersionedSecrets {

    /** Called before and after each change, so that a worker can die there. */
    private final Runnable point;

    private final Map<String, Stored> secrets = new TreeMap<>();
    private boolean interleaved;
    private boolean hidesPending;

    private static final class Stored {
        final Map<String, SecretValue> values = new HashMap<>();
        final Map<String, String> tags = new HashMap<>();
        String current = "";
        String pending = "";
    }

    public InMemorySecrets(Runnable point) {
        this.point = point;
    }

    public void place(String name, String version, SecretValue value) {
        var stored = new Stored();
        stored.values.put(version, value);
        stored.current = version;
        secrets.put(name, stored);
    }

    /** The store begins a rotation: a pending version without a value, unless another one is pending. */
    public boolean begin(String name, String version) {
        var stored = stored(name);
        if (!stored.pending.isEmpty() && !stored.pending.equals(stored.current)) {
            return stored.pending.equals(version);
        }
        stored.pending = version;
        return true;
    }

    /** Whether {@link #describe} says that nothing is pending. */
    void hidesPending(boolean hides) {
        hidesPending = hides;
    }

    public void tag(String name, String tag, String value) {
        stored(name).tags.put(tag, value);
    }

    /** What applications read. */
    public SecretValue current(String name) {
        var stored = stored(name);
        return value(stored, stored.current);
    }

    public Optional<SecretValue> pendingValue(String name) {
        var stored = stored(name);
        return Optional.ofNullable(stored.values.get(stored.pending));
    }

    /** Whether a version is pending that is not current. */
    public boolean isPending(String name) {
        var stored = stored(name);
        return !stored.pending.isEmpty() && !stored.pending.equals(stored.current);
    }

    /** Whether a value was stored while another version was pending. */
    public boolean interleaved() {
        return interleaved;
    }

    public String currentVersion(String name) {
        return stored(name).current;
    }

    private static SecretValue value(Stored stored, String version) {
        return Optional.ofNullable(stored.values.get(version)).orElseThrow();
    }

    private Stored stored(String name) {
        return Optional.ofNullable(secrets.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private Stored found(Resource secret) throws CallFailed {
        var stored = secrets.get(secret.name());
        if (stored == null) {
            throw new CallFailed(Problem.permanent("NotFound", secret.name() + " does not exist"));
        }
        return stored;
    }

    @Override
    public boolean covers(Resource secret) {
        return SecretKinds.SECRETS.contains(secret.kind());
    }

    @Override
    public StoredSecret describe(Resource secret) throws CallFailed {
        var stored = found(secret);
        return new StoredSecret(
                stored.current,
                hidesPending || stored.pending.equals(stored.current) ? "" : stored.pending,
                stored.tags,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Override
    public Optional<SecretValue> read(Resource secret, String version) throws CallFailed {
        return Optional.ofNullable(found(secret).values.get(version));
    }

    @Override
    public String store(Resource secret, String version, SecretValue value) throws CallFailed {
        var stored = found(secret);
        interleaved |= !List.of("", stored.current, version).contains(stored.pending);
        change(() -> {
            stored.values.putIfAbsent(version, value);
            stored.pending = version;
        });
        return version;
    }

    @Override
    public String publish(Resource secret, String pending, String current) throws CallFailed {
        var stored = found(secret);
        if (!stored.current.equals(pending)) {
            if (!stored.current.equals(current) || !stored.values.containsKey(pending)) {
                throw new CallFailed(Problem.permanent("Conflict", "version " + stored.current + " is current"));
            }
            change(() -> stored.current = pending);
        }
        return pending;
    }

    @Override
    public void discard(Resource secret, String pending) throws CallFailed {
        var stored = found(secret);
        if (stored.pending.equals(pending) && !stored.current.equals(pending)) {
            change(() -> {
                stored.pending = "";
                stored.values.remove(pending);
            });
        }
    }

    @Override
    public void retire(Resource secret, String version) {}

    private void change(Runnable what) {
        point.run();
        what.run();
        point.run();
    }
}
