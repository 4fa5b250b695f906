package io.nightshift.remediation.kubernetes.survey;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectKind;
import io.nightshift.kubernetes.ObjectList;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.remediation.survey.SurveyedResource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the workloads in the namespaces of a cluster, and its nodes. */
public final class KubernetesSurvey {

    /** The usual alert about an object of each kind, in the order in which they are read. */
    private static final Map<ObjectKind, String> WORKLOADS = inOrder(
            Map.entry(ObjectKind.DEPLOYMENT, "KubeDeploymentReplicasMismatch"),
            Map.entry(ObjectKind.STATEFUL_SET, "KubeStatefulSetReplicasMismatch"),
            Map.entry(ObjectKind.DAEMON_SET, "KubeDaemonSetRolloutStuck"));

    private static final String NODE_ALERT = "KubeNodeNotReady";

    private final KubernetesCluster cluster;
    private final UsualAlerts alerts;
    private final SurveyReading reading;

    private KubernetesSurvey(KubernetesCluster cluster, UsualAlerts alerts, SurveyReading reading) {
        this.cluster = cluster;
        this.alerts = alerts;
        this.reading = reading;
    }

    public static Inventory of(KubernetesCluster cluster, Instant now, Consumer<String> progress) {
        var reading = new SurveyReading(cluster.name(), progress);
        new KubernetesSurvey(cluster, UsualAlerts.of(cluster.name(), now), reading).read();
        return reading.inventory();
    }

    @SafeVarargs
    private static Map<ObjectKind, String> inOrder(Map.Entry<ObjectKind, String>... alerts) {
        var all = new EnumMap<ObjectKind, String>(ObjectKind.class);
        for (var alert : alerts) {
            all.put(alert.getKey(), alert.getValue());
        }
        return all;
    }

    private void read() {
        for (var namespace : new TreeSet<>(cluster.namespaces())) {
            WORKLOADS.forEach((kind, alert) -> {
                var what = kind.resource() + " in namespace " + namespace;
                reading.part(what, () -> list(kind, alert, namespace, what));
            });
        }
        var nodes = ObjectKind.NODE.resource();
        reading.part(nodes, () -> list(ObjectKind.NODE, NODE_ALERT, "", nodes));
    }

    private void list(ObjectKind kind, String alert, String namespace, String what) throws CallFailed {
        ObjectList.read(cluster.api(), kind.path(namespace), ListQuery.ALL, "list " + what, object -> {
            add(kind, alert, namespace, object);
            return object;
        });
    }

    private void add(ObjectKind kind, String alert, String namespace, View object) throws JsonException {
        var name = object.at("metadata", "name").text();
        var path = namespace.isEmpty() ? name : namespace + "/" + name;
        reading.add(SurveyedResource.of(new Resource(Origin.NOWHERE, kind.id(), path)));
        var labels =
                namespace.isEmpty() ? Map.of(kind.word(), name) : Map.of("namespace", namespace, kind.word(), name);
        alerts.fires(alert, labels).map(SurveyedAlarm::assumed).ifPresent(reading::add);
    }
}
