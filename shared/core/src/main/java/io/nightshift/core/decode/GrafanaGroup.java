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

    private static final String STATE_REASON = "grafana_state_reason";

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
        return Alert.group(payload, GrafanaGroup::decode);
    }

    private static Decoded decode(Alert alert) throws JsonException {
        return alert.label("alertname").equals("TestAlert")
                        && alert.labels().getOrDefault("instance", "").equals("Grafana")
                ? Decoded.ignored("a test notification of Grafana: the contact point works")
                : Decoded.of(signal(alert));
    }

    private static Signal signal(Alert alert) throws JsonException {
        var name = alert.label("alertname");
        boolean evaluated = !NOT_EVALUATED.contains(name);
        var state = state(alert, evaluated);
        var rule = evaluated ? name : alert.labels().getOrDefault("rulename", name);
        return alert.signal("grafana", rule, state, reason(alert));
    }

    /**
     * A rule that was not evaluated says nothing. Grafana also resolves an alert when its series is gone (a dead host sends
     * none) or its rule was paused, changed or deleted, and tells so in an annotation: that is no recovery.
     */
    private static AlarmState state(Alert alert, boolean evaluated) throws JsonException {
        var state = alert.state();
        if (state == AlarmState.OK) {
            return alert.alert().at("annotations", STATE_REASON).textOr("").isBlank() ? state : AlarmState.UNKNOWN;
        }
        return evaluated ? state : AlarmState.UNKNOWN;
    }

    /** The values, named by the rule's expressions ({@code B=44.2, C=1}). */
    private static String reason(Alert alert) throws JsonException {
        var values = new TreeMap<>(
                new Labels().withScalars(alert.alert().at("values")).all());
        if (values.isEmpty()) {
            var text = Fields.message(alert.alert().at("valueString"));
            return text.isBlank() ? alert.reason() : TextLimit.message((alert.reason() + " " + text).strip());
        }
        return TextLimit.message((alert.reason() + " " + values).strip());
    }
}
