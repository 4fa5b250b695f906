package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the subject of an alert in its labels: the {@code nightshift_resource} label, which the author of the alert
 * set for Nightshift; else a Kubernetes deployment; else an EC2 instance; else a service; else the alert itself.
 */
final class AlertSubject {

    private static final String NAMED = "nightshift_resource";
    private static final Pattern EC2_ID = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    private AlertSubject() {}

    /**
     * @throws JsonException when the alert names a resource of an unknown kind: Nightshift must not act on another
     *     resource instead
     */
    static Resource of(View labels, Map<String, String> values, String alert) throws JsonException {
        if (values.containsKey(NAMED)) {
            return SubjectName.parse(values.get(NAMED), values)
                    .orElseThrow(() ->
                            Fields.unknown(labels.at(NAMED), "KIND/NAME", "the kinds " + String.join(", ", Kinds.ALL)));
        }
        return deployment(values)
                .or(() -> instance(values))
                .or(() -> service(values))
                .orElse(new Resource(Origin.NOWHERE, Kinds.ALARM, alert));
    }

    private static Optional<Resource> deployment(Map<String, String> values) {
        var namespace = values.get("namespace");
        var deployment = values.get("deployment");
        return namespace == null || deployment == null
                ? Optional.empty()
                : Optional.of(new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, namespace + "/" + deployment));
    }

    private static Optional<Resource> instance(Map<String, String> values) {
        return Optional.ofNullable(values.get("instance_id"))
                .filter(id -> EC2_ID.matcher(id).matches())
                .map(id -> new Resource(SubjectName.aws(values), Kinds.EC2_INSTANCE, id));
    }

    private static Optional<Resource> service(Map<String, String> values) {
        return List.of("service", "job", "instance").stream()
                .filter(values::containsKey)
                .map(label -> new Resource(Origin.NOWHERE, Kinds.SERVICE, values.getOrDefault(label, "")))
                .findFirst();
    }
}
