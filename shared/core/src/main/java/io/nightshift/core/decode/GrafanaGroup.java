package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The webhook of Grafana's unified alerting: a group of alerts like Alertmanager's, with the organisation and values.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">Grafana:
 *     webhook notifier</a>
 */
final class GrafanaGroup implements Format {

    /**
     * Grafana fires these alerts instead of a rule that it could not evaluate; {@code rulename} holds the rule's own
     * name.
     */
    private static final Set<String> NOT_EVALUATED = Set.of("DatasourceNoData", "DatasourceError");

    @Override
    public String name() {
        return "Grafana webhook";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("alerts").exists() && payload.at("orgId").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Alert.group(payload, GrafanaGroup::signal);
    }

    private static Signal signal(Alert alert) throws JsonException {
        var name = alert.label("alertname");
        boolean evaluated = !NOT_EVALUATED.contains(name);
        var state = evaluated || alert.state() == AlarmState.OK ? alert.state() : AlarmState.UNKNOWN;
        var rule = evaluated ? name : alert.labels().getOrDefault("rulename", name);
        return alert.signal("grafana", rule, state, reason(alert));
    }

    /** The values, named by the rule's expressions ({@code B=44.2, C=1}). */
    private static String reason(Alert alert) throws JsonException {
        var values = new TreeMap<>(
                new Labels().withScalars(alert.alert().at("values")).all());
        return values.isEmpty() ? alert.reason() : TextLimit.message((alert.reason() + " " + values).strip());
    }
}
