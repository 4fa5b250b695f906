package io.nightshift.remediation.kubernetes.survey;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.ListQuery;
import io.nightshift.kubernetes.ObjectList;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.remediation.survey.SurveyedResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the workloads in the namespaces of a cluster, and its nodes. */
public final class KubernetesSurvey {

    /** A resource of the API, and the usual alert about one. */
    private record Type(String kind, String group, String resource, String label, String alert) {
        String what() {
            return group.isEmpty() ? resource : resource + "." + group;
        }

        String path(String namespace) {
            return (group.isEmpty() ? "/api/v1" : "/apis/" + group + "/v1")
                    + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + resource;
        }
    }

    private static final List<Type> WORKLOADS = List.of(
            new Type(Kinds.K8S_DEPLOYMENT, "apps", "deployments", "deployment", "KubeDeploymentReplicasMismatch"),
            new Type("k8s:statefulset", "apps", "statefulsets", "statefulset", "KubeStatefulSetReplicasMismatch"),
            new Type("k8s:daemonset", "apps", "daemonsets", "daemonset", "KubeDaemonSetRolloutStuck"));

    private static final Type NODES = new Type("k8s:node", "", "nodes", "node", "KubeNodeNotReady");

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

    private void read() {
        for (var namespace : new TreeSet<>(cluster.namespaces())) {
            for (var type : WORKLOADS) {
                var what = type.what() + " in namespace " + namespace;
                reading.part(what, () -> list(type, namespace, what));
            }
        }
        reading.part(NODES.what(), () -> list(NODES, "", NODES.what()));
    }

    private void list(Type type, String namespace, String what) throws CallFailed {
        ObjectList.read(cluster.api(), type.path(namespace), ListQuery.ALL, "list " + what, object -> {
            add(type, namespace, object);
            return object;
        });
    }

    private void add(Type type, String namespace, View object) throws JsonException {
        var name = object.at("metadata", "name").text();
        var path = namespace.isEmpty() ? name : namespace + "/" + name;
        reading.add(SurveyedResource.of(new Resource(Origin.NOWHERE, type.kind(), path)));
        var labels =
                namespace.isEmpty() ? Map.of(type.label(), name) : Map.of("namespace", namespace, type.label(), name);
        alerts.fires(type.alert(), labels).map(SurveyedAlarm::assumed).ifPresent(reading::add);
    }
}
