package io.nightshift.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The places that this function may read and change: its configured projects. Everything else is refused before any call.
 * Names come from payloads and become part of resource paths, so each part must look like a name: a slash or a dot-dot could
 * lead to another resource.
 *
 * @param projects ids of the projects, the function's own first
 */
public record GcpScope(Set<String> projects) {

    private static final Pattern PART = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,98}[a-z0-9])?");

    /** Names with dots or an at sign: buckets and e-mail addresses. None of them is {@code .} or {@code ..}. */
    private static final Pattern DOTTED = Pattern.compile("[a-z0-9](?:[-a-z0-9._@]{0,220}[a-z0-9])?");

    private static final Set<String> DOTTED_KINDS =
            Set.of(Kinds.GCS_BUCKET, Kinds.SERVICE_ACCOUNT, Kinds.SERVICE_ACCOUNT_KEY);

    /** Names with capitals, underscores and dots, such as {@code _Default}; none of them is {@code .} or {@code ..}. */
    private static final Pattern MIXED = Pattern.compile("[A-Za-z0-9_](?:[-A-Za-z0-9_.]{0,253}[-A-Za-z0-9_])?");

    private static final Set<String> MIXED_KINDS =
            Set.of(Kinds.PUBSUB_TOPIC, Kinds.LOG_SINK, Kinds.LOG_BUCKET, Kinds.KMS_CRYPTO_KEY);

    /** The kinds whose paths contain the region of their origin; the others have it in their name, or none. */
    private static final Set<String> REGIONAL = Set.of(Kinds.RUN_SERVICE, Kinds.RUN_JOB);

    /** The number of parts between slashes in a name: machines and groups are named {@code LOCATION/NAME}. */
    private static final Map<String, Integer> MOST_PARTS = Map.ofEntries(
            Map.entry(Kinds.RUN_SERVICE, 1),
            Map.entry(Kinds.RUN_JOB, 1),
            Map.entry(Kinds.SQL_INSTANCE, 1),
            Map.entry(Kinds.GCE_INSTANCE, 2),
            Map.entry(Kinds.INSTANCE_GROUP, 2),
            Map.entry(Kinds.GCE_DISK, 2),
            Map.entry(Kinds.GCE_SNAPSHOT, 1),
            Map.entry(Kinds.GCE_ADDRESS, 2),
            Map.entry(Kinds.GCE_FIREWALL, 1),
            Map.entry(Kinds.GCE_SUBNETWORK, 2),
            Map.entry(Kinds.GCE_SECURITY_POLICY, 1),
            Map.entry(Kinds.GCS_BUCKET, 1),
            Map.entry(Kinds.GCE_IMAGE, 1),
            Map.entry(Kinds.PUBSUB_TOPIC, 1),
            Map.entry(Kinds.LOG_SINK, 1),
            Map.entry(Kinds.LOG_BUCKET, 2),
            Map.entry(Kinds.GCE_HTTP_PROXY, 2),
            Map.entry(Kinds.KMS_CRYPTO_KEY, 3),
            Map.entry(Kinds.GCP_PROJECT, 1),
            Map.entry(Kinds.SERVICE_ACCOUNT, 1),
            Map.entry(Kinds.SERVICE_ACCOUNT_KEY, 2),
            Map.entry(Kinds.MEMORYSTORE_INSTANCE, 2));

    public GcpScope {
        projects = Set.copyOf(projects);
    }

    /** Fails if that resource is out of scope. */
    public void check(Resource resource) throws CallFailed {
        var refusal = refusal(resource);
        if (refusal.isPresent()) {
            throw new CallFailed(refusal.get());
        }
    }

    /** Why that resource is out of scope, if it is. */
    public Optional<Problem> refusal(Resource resource) {
        var origin = resource.origin();
        if (origin.cloud() != Cloud.GCP) {
            return refuse("OtherCloud", "it is not on Google Cloud");
        }
        if (!projects.contains(origin.account())) {
            return refuse(
                    "OtherProject",
                    "it belongs to project '" + safe(origin.account()) + "'; this function works in "
                            + String.join(", ", new TreeSet<>(projects)));
        }
        boolean somewhere = !origin.region().isEmpty() || REGIONAL.contains(resource.kind());
        if (somewhere && !PART.matcher(origin.region()).matches()) {
            return refuse("BadName", "its region '" + safe(origin.region()) + "' is no name of a region");
        }
        return named(resource)
                ? Optional.empty()
                : refuse(
                        "BadName",
                        "its name '" + safe(resource.name()) + "' is no name that Google Cloud gives to "
                                + resource.kind());
    }

    /** A name with more slashes than its kind allows would be another resource's path. */
    private static boolean named(Resource resource) {
        var parts = resource.name().split("/", -1);
        int most = MOST_PARTS.getOrDefault(resource.kind(), Integer.MAX_VALUE);
        var form =
                DOTTED_KINDS.contains(resource.kind()) ? DOTTED : MIXED_KINDS.contains(resource.kind()) ? MIXED : PART;
        return parts.length <= most
                && Arrays.stream(parts).allMatch(part -> form.matcher(part).matches());
    }

    private static Optional<Problem> refuse(String code, String message) {
        return Optional.of(Problem.permanent(code, message));
    }

    private static String safe(String text) {
        var clean = text.replaceAll("[^A-Za-z0-9:./-]", "?");
        return clean.substring(0, Math.min(60, clean.length()));
    }
}
