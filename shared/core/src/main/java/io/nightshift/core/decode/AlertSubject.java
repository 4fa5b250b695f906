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
 * Finds the subject of an alert in its labels: the {@code nightshift_resource} label, which the author of the alert set for
 * Nightshift; else a Kubernetes workload, pod or node; else an EC2 instance; else a service, one instance of a job, a job, a
 * namespace; else the alert itself.
 */
final class AlertSubject {

    private static final String NAMED = "nightshift_resource";
    private static final Pattern EC2_ID = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    /** {@code InstanceId} is CloudWatch's dimension as Grafana names it, and as the exporter YACE does. */
    private static final List<String> INSTANCE =
            List.of("instance_id", "InstanceId", "dimension_InstanceId", "dimension_instance_id", "instance");

    private AlertSubject() {}

    /**
     * @throws JsonException when the alert names a resource of an unknown kind: Nightshift must not act on another
     *     resource instead
     */
    static Resource of(View labels, Map<String, String> values, String alert) throws JsonException {
        if (values.containsKey(NAMED)) {
            var name = values.getOrDefault(NAMED, "");
            return SubjectName.parse(name, values).orElseThrow(() -> unknown(labels.at(NAMED), name));
        }
        var own = new AlertLabels(values);
        return new WorkloadLabels(own)
                .resource()
                .or(() -> instance(values))
                .or(() -> service(own))
                .or(() -> own.value("namespace").map(name -> open(Kinds.K8S_NAMESPACE, name)))
                .orElseGet(() -> open(Kinds.ALARM, alert));
    }

    /** The kind is quoted only to suggest the known one that is nearest to it. */
    private static JsonException unknown(View place, String name) {
        int slash = name.indexOf('/');
        var near = NearestName.of(slash < 0 ? name : name.substring(0, slash), Kinds.ALL)
                .map(kind -> "; did you mean " + NearestName.quote(kind) + "?")
                .orElse("; docs/events.md lists the kinds");
        return new JsonException(place.path() + " is no known KIND/NAME" + near);
    }

    /** Only the form of an id says that it is one of EC2: {@code instance} is mostly a host and its port. */
    private static Optional<Resource> instance(Map<String, String> values) {
        return INSTANCE.stream()
                .flatMap(label -> Optional.ofNullable(values.get(label)).stream())
                .filter(id -> EC2_ID.matcher(id).matches())
                .findFirst()
                .map(id -> new Resource(SubjectName.aws(values), Kinds.EC2_INSTANCE, id));
    }

    /** Two instances of one job are two subjects. */
    private static Optional<Resource> service(AlertLabels labels) {
        var job = labels.value("job").filter(name -> !AlertLabels.reportsOthers(name));
        var instance =
                labels.instance().map(name -> job.map(of -> of + "/" + name).orElse(name));
        return labels.value("service")
                .filter(name -> !AlertLabels.isExporter(name))
                .or(() -> instance)
                .or(() -> job)
                .map(name -> open(Kinds.SERVICE, name));
    }

    private static Resource open(String kind, String name) {
        return new Resource(Origin.NOWHERE, kind, name);
    }
}
