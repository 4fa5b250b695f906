package io.nightshift.local.report;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.ChangeEffect;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A call that changed a resource, from an audit log.
 *
 * @param target {@code CLOUD:ACCOUNT:KIND/NAME}, see {@link #target(Resource)}
 * @param call the provider's name of it
 * @param labels those of the signal
 */
record RecordedChange(
        String id,
        Instant at,
        Cloud cloud,
        String target,
        String call,
        String actor,
        String source,
        Map<String, String> labels) {

    RecordedChange {
        labels = Map.copyOf(labels);
    }

    /** Empty for other signals, and for a call that changed nothing. */
    static Optional<RecordedChange> of(Signal signal) {
        return signal instanceof Signal.ResourceChange change && change.effect() == ChangeEffect.CHANGED
                ? Optional.of(new RecordedChange(
                        change.id().value(),
                        change.time(),
                        change.origin().cloud(),
                        target(change.subject()),
                        change.change(),
                        change.actor(),
                        change.header().source(),
                        change.labels()))
                : Optional.empty();
    }

    /** The same from the ledger, where a signal has no effect unless it changed nothing. */
    static Optional<RecordedChange> of(View signal) throws JsonException {
        if (!signal.at("type").textOr("").equals("resource-change")
                || signal.at("effect").exists()) {
            return Optional.empty();
        }
        var cloud = Cloud.byId(signal.at("origin", "cloud").text()).orElse(Cloud.NONE);
        return Optional.of(new RecordedChange(
                signal.at("id").text(),
                signal.at("time").instant(),
                cloud,
                target(
                        cloud,
                        signal.at("origin", "account").text(),
                        signal.at("subject").text()),
                signal.at("name").text(),
                signal.at("actor").textOr(""),
                signal.at("source").text(),
                signal.at("labels").texts()));
    }

    /**
     * What is the same resource, whoever names it: a region is left out, and so is the cluster of an object, because an
     * Alertmanager often does not name it.
     */
    static String target(Resource resource) {
        return target(resource.origin().cloud(), resource.origin().account(), resource.label());
    }

    private static String target(Cloud cloud, String account, String label) {
        if (label.startsWith("k8s:")) {
            return label;
        }
        if (label.startsWith("gke:") && label.split("/", -1).length > 2) {
            var name = label.substring(label.indexOf('/') + 1);
            var kind = label.substring("gke:".length(), label.indexOf('/'));
            return "k8s:" + kind + "/" + name.substring(name.indexOf('/') + 1);
        }
        return cloud.id() + ":" + account + ":" + label;
    }
}
