package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.action.CredentialChange;
import io.nightshift.rotation.engine.CredentialEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stores and engines that a host has. */
public final class CredentialSystems {

    private final List<VersionedSecrets> stores;
    private final Map<String, CredentialEngine> engines = new TreeMap<>();

    public CredentialSystems(Collection<VersionedSecrets> stores, Collection<CredentialEngine> engines) {
        this.stores = List.copyOf(stores);
        engines.forEach(engine -> this.engines.put(engine.description().name(), engine));
    }

    public boolean covers(Resource secret) {
        return stores.stream().anyMatch(store -> store.covers(secret));
    }

    public VersionedSecrets store(Resource secret) throws CallFailed {
        return stores.stream()
                .filter(store -> store.covers(secret))
                .findFirst()
                .orElseThrow(() -> new CallFailed(
                        Problem.permanent("NoStore", "this host is connected to no store of " + secret.kind())));
    }

    CredentialSystem of(Resource secret, CredentialChange change) throws CallFailed {
        var settings = SystemSettings.read(change.spec());
        var engine = engines.get(settings.engine());
        if (engine == null) {
            throw new CallFailed(Problem.permanent(
                    "NoEngine",
                    "this host has no engine " + settings.engine() + "; it has "
                            + String.join(", ", engines.keySet())));
        }
        var store = store(secret);
        var version = change.current().isEmpty() ? store.describe(secret).current() : change.current();
        var old = store.read(secret, version)
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "NoValue",
                        "version " + version + " of the secret has no value; put the credential that works now")));
        return new CredentialSystem(store, engine, settings, secret, change, old);
    }
}
