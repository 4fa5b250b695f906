package io.nightshift.gcp.decode;

import static java.util.Map.entry;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a resource as audit logs ({@code projects/P/zones/Z/instances/N}) and findings
 * ({@code //compute.googleapis.com/projects/P/zones/Z/instances/N}) write it: collections and ids in turn.
 *
 * @param service the first part of the service's domain ({@code compute})
 * @param project its id or its number; empty if the name does not contain it
 * @param place zone, region or location; empty if it is global
 * @param steps the collections and ids inside of project and place
 * @see <a href="https://cloud.google.com/asset-inventory/docs/asset-names">Google Cloud: full resource names</a>
 */
record ResourceName(String service, String project, String place, List<Step> steps) {

    record Step(String collection, String id) {}

    private static final Set<String> PLACES = Set.of("zones", "regions", "locations");
    private static final Set<String> KUBERNETES = Set.of("k8s");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final int MOST_PARTS = 24;

    /** The service as it begins our kinds. */
    private static final Map<String, String> SERVICES = Map.ofEntries(
            entry("compute", "gce"),
            entry("container", "gke"),
            entry("k8s", "gke"),
            entry("storage", "gcs"),
            entry("cloudsql", "sql"),
            entry("sqladmin", "sql"),
            entry("cloudfunctions", "functions"),
            entry("cloudresourcemanager", "gcp"),
            entry("iamcredentials", "iam"),
            entry("cloudbilling", "billing"));

    /** By service and last collection; any other kind is the service and the collection in the singular. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            entry("gce:firewalls", Kinds.GCE_FIREWALL),
            entry("gce:backendServices", Kinds.GCE_BACKEND_SERVICE),
            entry("gce:instanceGroupManagers", Kinds.INSTANCE_GROUP),
            entry("gce:instanceGroups", Kinds.INSTANCE_GROUP),
            entry("gcs:objects", Kinds.GCS_BUCKET),
            entry("iam:keys", Kinds.SERVICE_ACCOUNT_KEY),
            entry("iam:roles", "iam:custom-role"),
            entry("secretmanager:versions", Kinds.GCP_SECRET),
            entry("artifactregistry:repositories", Kinds.IMAGE_REPOSITORY),
            entry("billing:billingAccounts", Kinds.BILLING_ACCOUNT));

    /** Kinds whose name does not contain the place: it is the origin's region. */
    private static final Set<String> WITHOUT_PLACE =
            Set.of(Kinds.RUN_SERVICE, Kinds.RUN_JOB, Kinds.CLOUD_FUNCTION, Kinds.GCP_SECRET);

    /** Kinds of which only the first id counts: the rest is a part of it. */
    private static final Set<String> FIRST_ONLY = Set.of(Kinds.GCS_BUCKET, Kinds.GCP_SECRET);

    /** {@code //SERVICE.googleapis.com/PATH}. */
    static Optional<ResourceName> full(String name) {
        int slash = name.startsWith("//") ? name.indexOf('/', 2) : -1;
        return slash < 3 ? Optional.empty() : of(name.substring(2, slash), name.substring(slash + 1));
    }

    /** Empty if the path names nothing but a project. */
    static Optional<ResourceName> of(String domain, String path) {
        int dot = domain.indexOf('.');
        var service = dot < 1 ? domain : domain.substring(0, dot);
        var parts = List.of((path.startsWith("/") ? path.substring(1) : path).split("/", MOST_PARTS));
        if (KUBERNETES.contains(service) || parts.stream().anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        return service.equals("storage") && parts.size() == 1
                ? Optional.of(new ResourceName(service, "", "", List.of(new Step("buckets", parts.getFirst()))))
                : pairs(service, parts);
    }

    private static Optional<ResourceName> pairs(String service, List<String> parts) {
        var project = "";
        var place = "";
        var steps = new ArrayList<Step>();
        int at = 0;
        while (at + 1 < parts.size()) {
            var collection = parts.get(at);
            if (collection.equals("global")) {
                at += 1;
                continue;
            }
            var id = parts.get(at + 1);
            if (steps.isEmpty() && isProject(service, collection)) {
                project = id.equals("-") || id.equals("_") ? "" : id;
            } else if (PLACES.contains(collection) && place.isEmpty()) {
                place = id.equals("global") ? "" : id;
            } else {
                steps.add(new Step(collection, id));
            }
            at += 2;
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new ResourceName(service, project, place, steps));
    }

    private static boolean isProject(String service, String collection) {
        return collection.equals("projects") || (service.equals("run") && collection.equals("namespaces"));
    }

    String kind() {
        var prefix = SERVICES.getOrDefault(service, service);
        var last = steps.getLast().collection();
        var known = KINDS.get(prefix + ":" + last);
        return known != null ? known : prefix + ":" + singular(hyphenated(last));
    }

    /** Reports whether the last id is a number that Google made, for which a person knows another name. */
    boolean isNumbered() {
        return isNumber(steps.getLast().id());
    }

    private static boolean isNumber(String id) {
        return NUMBER.matcher(id).matches();
    }

    /** The same with the name that people see in place of the number. */
    ResourceName called(String name) {
        var renamed = new ArrayList<>(steps);
        renamed.set(steps.size() - 1, new Step(steps.getLast().collection(), name));
        return new ResourceName(service, project, place, List.copyOf(renamed));
    }

    /** The same with another id in this collection. */
    ResourceName renamed(String collection, String id) {
        var renamed = steps.stream()
                .map(step -> step.collection().equals(collection) ? new Step(collection, id) : step)
                .toList();
        return new ResourceName(service, project, place, renamed);
    }

    /** @param fallback the project and region, if the name does not contain them */
    Resource resource(Origin fallback) {
        var kind = kind();
        var ids = steps.stream().map(Step::id).toList();
        var name = FIRST_ONLY.contains(kind) ? ids.getFirst() : String.join("/", ids);
        var placed = place.isEmpty() || WITHOUT_PLACE.contains(kind) ? name : place + "/" + name;
        var origin = Origin.gcp(
                project.isEmpty() || (isNumber(project) && !fallback.account().isEmpty())
                        ? fallback.account()
                        : project,
                place.isEmpty() ? fallback.region() : Monitored.region(place));
        return new Resource(origin, kind, placed);
    }

    private static String hyphenated(String collection) {
        return WORD_END.matcher(collection).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    private static String singular(String plural) {
        if (plural.endsWith("ies")) {
            return plural.substring(0, plural.length() - 3) + "y";
        }
        boolean es = plural.endsWith("sses") || plural.endsWith("xes") || plural.endsWith("ches");
        if (es) {
            return plural.substring(0, plural.length() - 2);
        }
        return plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
    }
}
