package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A monitored resource as Cloud Monitoring and Cloud Logging name it, with more information from the payload.
 *
 * @param labels the labels of the resource itself; some differ between the two services (a region is a {@code location} here
 *     and a {@code region} there)
 * @param hints names that the resource's own labels lack: the instance's name ({@code instance_name}), the workload of a pod
 *     ({@code top_level_controller_type}, {@code top_level_controller_name})
 * @param project the project of the notification or log, if the labels do not contain the resource's own
 * @see <a href="https://cloud.google.com/monitoring/api/resources">Google Cloud: monitored resource types</a>
 */
record Monitored(String type, Map<String, String> labels, Map<String, String> hints, String project) {

    private static final Pattern ZONE = Pattern.compile("([a-z]+-[a-z]+[0-9]+)-[a-z]");
    private static final Set<String> WORKLOADS =
            Set.of(Kinds.GKE_DEPLOYMENT, Kinds.GKE_STATEFUL_SET, Kinds.GKE_DAEMON_SET);
    /** What a label of a scraped metric names, the workload before its pod. */
    private static final List<String> SCRAPED = List.of("deployment", "statefulset", "daemonset", "pod");

    private static final Set<String> PLACES = Set.of("project_id", "location", "region", "zone");

    static Monitored of(View resource, Map<String, String> hints, String project) throws JsonException {
        return new Monitored(Fields.name(resource.at("type")), Fields.names(resource.at("labels")), hints, project);
    }

    /** Kinds that Nightshift can act on get their {@link Kinds} name; any other is {@code gcp:TYPE}. */
    Resource resource() {
        return switch (type) {
            case "cloud_run_revision" -> named(Kinds.RUN_SERVICE, label("service_name"));
            case "cloudsql_database" -> sqlInstance(label("database_id"));
            case "cloudsql_instance_database" -> sqlInstance(label("resource_id"));
            case "gce_instance" -> inside(Kinds.GCE_INSTANCE, label("zone"), instance());
            case "instance_group" -> inside(Kinds.INSTANCE_GROUP, place(), label("instance_group_name"));
            case "instance_group_manager", "gce_autoscaler" ->
                inside(Kinds.INSTANCE_GROUP, place(), label("instance_group_manager_name"));
            case "k8s_container", "k8s_pod" -> workload();
            case "k8s_deployment" -> inNamespace(Kinds.GKE_DEPLOYMENT, label("deployment_name"));
            case "k8s_node" -> inCluster(Kinds.GKE_NODE, label("node_name"));
            case "k8s_cluster", "gke_cluster" -> inside(Kinds.GKE_CLUSTER, place(), label("cluster_name"));
            case "gke_nodepool" ->
                inside(Kinds.GKE_NODE_POOL, place(), joined(label("cluster_name"), label("nodepool_name")));
            case "cloud_run_job" -> named(Kinds.RUN_JOB, label("job_name"));
            case "cloud_function" -> named(Kinds.CLOUD_FUNCTION, label("function_name"));
            case "gcs_bucket" -> named(Kinds.GCS_BUCKET, label("bucket_name"));
            case "pubsub_topic" -> named(Kinds.PUBSUB_TOPIC, last(label("topic_id")));
            case "pubsub_subscription" -> named(Kinds.PUBSUB_SUBSCRIPTION, last(label("subscription_id")));
            case "service_account" -> named(Kinds.SERVICE_ACCOUNT, label("email_id"));
            case "project" -> named(Kinds.GCP_PROJECT, ownProject());
            case "redis_instance" -> inside(Kinds.MEMORYSTORE_INSTANCE, place(), last(label("instance_id")));
            case "bigquery_dataset" -> named(Kinds.BIGQUERY_DATASET, label("dataset_id"));
            case "logging_sink" -> named(Kinds.LOG_SINK, label("name"));
            case "spanner_instance" -> named("spanner:instance", label("instance_id"));
            case "https_lb_rule" -> named(Kinds.GCE_BACKEND_SERVICE, backend());
            case "prometheus_target" -> scraped();
            default -> other();
        };
    }

    /** Reports whether it names a resource, not only a project. */
    boolean isThing() {
        return !type.equals("global") && !type.equals("project");
    }

    private Resource named(String kind, String name) {
        return name.isEmpty() ? other() : new Resource(origin(ownProject()), kind, name);
    }

    private Resource inside(String kind, String place, String name) {
        return place.isEmpty() || name.isEmpty() ? other() : named(kind, place + "/" + name);
    }

    /** {@code database_id} is PROJECT:INSTANCE; the project of an organisation's domain also contains a colon. */
    private Resource sqlInstance(String id) {
        int colon = id.lastIndexOf(':');
        return colon < 1 || colon == id.length() - 1
                ? other()
                : new Resource(origin(id.substring(0, colon)), Kinds.SQL_INSTANCE, id.substring(colon + 1));
    }

    /** The name, which managed groups require, if the payload contains it; else the numeric id. */
    private String instance() {
        return hints.getOrDefault("instance_name", label("instance_id"));
    }

    /** The workload of a pod, which replaces it; the pod itself if the payload does not tell its workload. */
    private Resource workload() {
        var controller = hints.getOrDefault("top_level_controller_name", "");
        var kind = "gke:" + hints.getOrDefault("top_level_controller_type", "").toLowerCase(Locale.ROOT);
        return controller.isEmpty() || !WORKLOADS.contains(kind)
                ? inNamespace(Kinds.GKE_POD, label("pod_name"))
                : inNamespace(kind, controller);
    }

    /**
     * The object that a metric of Managed Service for Prometheus is about, by the metric's own labels: the target is the exporter
     * that told it.
     */
    private Resource scraped() {
        var namespace = hints.getOrDefault("exported_namespace", label("namespace"));
        for (var object : SCRAPED) {
            var name = joined(namespace, hints.getOrDefault("exported_" + object, hints.getOrDefault(object, "")));
            var whole = joined(label("cluster"), name);
            if (!whole.isEmpty()) {
                return named("gke:" + object, whole);
            }
        }
        return other();
    }

    /** The backend service of an external load balancer; its logs and metrics write {@code INVALID_BACKEND} for none. */
    private String backend() {
        var name = label("backend_target_name");
        return label("backend_target_type").equals("BACKEND_SERVICE") ? name : "";
    }

    private Resource inNamespace(String kind, String name) {
        return inCluster(kind, joined(label("namespace_name"), name));
    }

    private Resource inCluster(String kind, String name) {
        var whole = joined(label("cluster_name"), name);
        return whole.isEmpty() ? other() : named(kind, whole);
    }

    /** Both, or nothing. */
    private static String joined(String outer, String inner) {
        return outer.isEmpty() || inner.isEmpty() ? "" : outer + "/" + inner;
    }

    /** {@code T} of {@code projects/P/topics/T}. */
    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String clusterName() {
        return label("cluster_name");
    }

    /** A human-readable name: the labels in the order of their names, without those for its location. */
    private Resource other() {
        var own = new TreeMap<>(labels);
        own.keySet().removeAll(PLACES);
        var name = own.isEmpty() ? ownProject() : String.join("/", own.values());
        return new Resource(
                origin(ownProject()),
                "gcp:" + type,
                name.isEmpty() ? type : TextLimit.clipped(name, TextLimit.LONGEST_MESSAGE));
    }

    private Origin origin(String ofProject) {
        return Origin.gcp(ofProject, region(place()));
    }

    /** The region of a zone; a region stays as it is. */
    static String region(String place) {
        var zone = ZONE.matcher(place);
        return zone.matches() ? zone.group(1) : place;
    }

    private String ownProject() {
        return labels.getOrDefault("project_id", project);
    }

    private String place() {
        return labels.getOrDefault("location", labels.getOrDefault("region", label("zone")));
    }

    private String label(String name) {
        return labels.getOrDefault(name, "");
    }
}
