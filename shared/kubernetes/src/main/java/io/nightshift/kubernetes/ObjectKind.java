package io.nightshift.kubernetes;

import io.nightshift.core.signal.Resource;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects that Nightshift reads or changes, with their place in the API. */
public enum ObjectKind {
    DEPLOYMENT("deployment", "/apis/apps/v1", "deployments", true),
    STATEFUL_SET("statefulset", "/apis/apps/v1", "statefulsets", true),
    DAEMON_SET("daemonset", "/apis/apps/v1", "daemonsets", true),
    REPLICA_SET("replicaset", "/apis/apps/v1", "replicasets", true),
    CONTROLLER_REVISION("controllerrevision", "/apis/apps/v1", "controllerrevisions", true),
    POD("pod", "/api/v1", "pods", true),
    NODE("node", "/api/v1", "nodes", false),
    AUTOSCALER("horizontalpodautoscaler", "/apis/autoscaling/v2", "horizontalpodautoscalers", true),

    /** Of the External Secrets Operator. */
    EXTERNAL_SECRET("externalsecret", "/apis/external-secrets.io/v1", "externalsecrets", true);

    private static final String IN_ANY_CLUSTER = "k8s:";
    private static final String IN_GKE = "gke:";

    private final String word;
    private final String root;
    private final String plural;
    private final boolean namespaced;

    ObjectKind(String word, String root, String plural, boolean namespaced) {
        this.word = word;
        this.root = root;
        this.plural = plural;
        this.namespaced = namespaced;
    }

    /** Reports whether the resource is in a cluster of GKE, whose name is then the first part of the resource's. */
    static boolean inGke(Resource resource) {
        return resource.kind().startsWith(IN_GKE);
    }

    /** The kind of a resource: {@code k8s:pod}, {@code gke:pod}. */
    public static Optional<ObjectKind> of(Resource resource) {
        return Arrays.stream(values())
                .filter(kind -> resource.kind().equals(IN_ANY_CLUSTER + kind.word)
                        || resource.kind().equals(IN_GKE + kind.word))
                .findFirst();
    }

    /** The kind by the name that objects use for each other: {@code StatefulSet}. */
    public static Optional<ObjectKind> named(String kind) {
        return Arrays.stream(values())
                .filter(one -> one.word.equalsIgnoreCase(kind))
                .findFirst();
    }

    /** The kind of a resource in the same form as that resource's: {@code gke:deployment} next to a {@code gke:pod}. */
    public String beside(Resource resource) {
        return (inGke(resource) ? IN_GKE : IN_ANY_CLUSTER) + word;
    }

    /** The kind of a resource in any cluster: {@code k8s:deployment}. */
    public String id() {
        return IN_ANY_CLUSTER + word;
    }

    public boolean namespaced() {
        return namespaced;
    }

    /** {@code stateful set} would be two words; people and {@code kubectl} write {@code statefulset}. */
    public String word() {
        return word;
    }

    /** The path of all objects of this kind, in a namespace if it has one. */
    public String path(String namespace) {
        return namespace.isEmpty() ? root + "/" + plural : root + "/namespaces/" + namespace + "/" + plural;
    }

    /** As in a Role: {@code deployments.apps}. */
    public String resource() {
        var group = root.startsWith("/apis/") ? root.substring("/apis/".length(), root.lastIndexOf('/')) : "";
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
