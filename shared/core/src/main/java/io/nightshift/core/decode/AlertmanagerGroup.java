package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The webhook of Prometheus Alertmanager, version 4: one group of alerts. Relays between it and a receiver leave out the version
 * and the group's key, which say nothing about the alerts.
 */
final class AlertmanagerGroup implements Format {

    @Override
    public String name() {
        return "Alertmanager webhook";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("alerts").exists()
                && (payload.at("groupKey").exists() || (!payload.at("orgId").exists() && named(payload)));
    }

    private static boolean named(View payload) {
        return payload.at("alerts").at(0).at("labels", "alertname").exists()
                && payload.at("alerts").at(0).at("startsAt").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var version = payload.at("version");
        if (version.exists() && !version.text().equals("4")) {
            throw Fields.unknown(version, "version of the Alertmanager webhook", "4");
        }
        return Alert.group(
                payload,
                alert -> Decoded.of(
                        alert.signal("alertmanager", alert.label("alertname"), alert.state(), alert.reason())));
    }
}
