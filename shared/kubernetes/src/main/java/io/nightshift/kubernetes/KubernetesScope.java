package io.nightshift.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The places that this function may read and change: namespaces of its clusters. Everything else is refused before any call.
 * Names come from payloads and become part of paths, so each must be a valid Kubernetes name: a slash or a percent sign could
 * lead to another resource.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Kubernetes: names</a>
 */
public record KubernetesScope(List<KubernetesCluster> clusters) {

    /** The kinds of deployments, in any cluster and in GKE. */
    public static final Set<String> DEPLOYMENTS = Set.of(Kinds.K8S_DEPLOYMENT, Kinds.GKE_DEPLOYMENT);

    private static final String PART = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";

    /** A DNS-1123 label. */
    private static final Pattern NAMESPACE = Pattern.compile(PART);

    /** A DNS-1123 subdomain. */
    private static final Pattern OBJECT = Pattern.compile("(?=.{1,253}$)" + PART + "(?:\\." + PART + ")*");

    private static final int LONGEST = 60;

    public KubernetesScope {
        clusters = List.copyOf(clusters);
    }

    public static boolean isNamespace(String name) {
        return NAMESPACE.matcher(name).matches();
    }

    /** The deployment of a resource; {@link CallFailed} says why it is out of scope. */
    public DeploymentRef place(Resource resource) throws CallFailed {
        var object = object(resource);
        return new DeploymentRef(object.api(), object.namespace(), object.name());
    }

    /**
     * The object of a resource; {@link CallFailed} says why it is out of scope. An object of the whole cluster, such as a node,
     * is in scope if its cluster is: a ClusterRole says what is allowed with it.
     */
    public ObjectRef object(Resource resource) throws CallFailed {
        var kind = ObjectKind.of(resource)
                .orElseThrow(() -> refused("BadKind", "'" + safe(resource.kind()) + "' is no object of a cluster"));
        boolean gke = ObjectKind.inGke(resource);
        var parts = Arrays.asList(resource.name().split("/", -1));
        if (parts.size() != (gke ? 1 : 0) + (kind.namespaced() ? 2 : 1)) {
            throw refused("BadName", "its name '%s' is not %s".formatted(safe(resource.name()), form(kind, gke)));
        }
        var cluster = gke ? gke(resource, parts.getFirst()) : any(resource);
        return kind.namespaced()
                ? in(cluster, kind, parts.get(parts.size() - 2), parts.getLast())
                : new ObjectRef(cluster.api(), kind, "", name(parts.getLast()));
    }

    private static String form(ObjectKind kind, boolean gke) {
        return (gke ? "CLUSTER/" : "")
                + (kind.namespaced() ? "NAMESPACE/" : "")
                + kind.word().toUpperCase(Locale.ROOT);
    }

    private KubernetesCluster gke(Resource resource, String name) throws CallFailed {
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(name))
                .filter(cluster -> cluster.gke().equals(Optional.of(resource.origin())))
                .findFirst()
                .orElseThrow(() -> otherCluster(resource.origin() + "/" + name));
    }

    /** An alert without a cluster means the only one; if there are several, the cluster is unknown. */
    private KubernetesCluster any(Resource resource) throws CallFailed {
        var origin = resource.origin();
        if (origin.cloud() != Cloud.NONE) {
            throw refused("OtherCloud", "a " + safe(resource.kind()) + " is in no cloud");
        }
        if (origin.account().isEmpty() && clusters.size() == 1) {
            return clusters.getFirst();
        }
        return clusters.stream()
                .filter(cluster -> cluster.name().equals(origin.account()))
                .findFirst()
                .orElseThrow(() -> otherCluster(origin.account()));
    }

    private CallFailed otherCluster(String name) {
        var known = new TreeSet<>(clusters.stream().map(KubernetesCluster::name).toList());
        return refused(
                "OtherCluster",
                "it belongs to cluster '%s'; this function works in %s"
                        .formatted(safe(name), String.join(", ", known)));
    }

    private static ObjectRef in(KubernetesCluster cluster, ObjectKind kind, String namespace, String name)
            throws CallFailed {
        if (!isNamespace(namespace)) {
            throw refused("BadName", "its namespace '" + safe(namespace) + "' is no DNS-1123 label");
        }
        name(name);
        if (!cluster.namespaces().contains(namespace)) {
            throw refused(
                    "OtherNamespace",
                    "it is in namespace '%s'; this function works in %s"
                            .formatted(namespace, String.join(", ", new TreeSet<>(cluster.namespaces()))));
        }
        return new ObjectRef(cluster.api(), kind, namespace, name);
    }

    /** The name of an object, for a path; throws {@link CallFailed} if it is invalid. */
    public static String name(String name) throws CallFailed {
        if (!OBJECT.matcher(name).matches()) {
            throw refused("BadName", "its name '" + safe(name) + "' is no DNS-1123 subdomain");
        }
        return name;
    }

    /** The same from a policy; {@code otherwise} if it is absent. */
    public static String name(View name, String otherwise) throws JsonException {
        var text = name.textOr(otherwise);
        if (!OBJECT.matcher(text).matches()) {
            throw name.wrong("a DNS-1123 subdomain such as shop-web");
        }
        return text;
    }

    private static CallFailed refused(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private static String safe(String text) {
        var clean = text.replaceAll("[^A-Za-z0-9_:./-]", "?");
        return clean.substring(0, Math.min(LONGEST, clean.length()));
    }
}
