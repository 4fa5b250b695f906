package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.gcp.Rest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A resource of Google Cloud in its own REST service. Its names are checked by the scope before any call.
 *
 * @param call the call that reads it
 */
record GoogleResource(JsonRest rest, Resource target, Call call) {

    /** Parts of letters, digits, dots, dashes, underscores and at signs; none of them is {@code .} or {@code ..}. */
    private static final Pattern NAME =
            Pattern.compile("(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@-]+(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@-]+)*");

    private static final String COMPUTE = "https://compute.googleapis.com/";
    private static final String SQL = "https://sqladmin.googleapis.com/";
    private static final String STORAGE = "https://storage.googleapis.com/";
    private static final String IAM = "https://iam.googleapis.com/";
    private static final String RUN = "https://run.googleapis.com/";
    private static final String PUBSUB = "https://pubsub.googleapis.com/";
    private static final String LOGGING = "https://logging.googleapis.com/";
    private static final String KMS = "https://cloudkms.googleapis.com/";
    private static final String PROJECTS = "https://cloudresourcemanager.googleapis.com/";
    private static final String REDIS = "https://redis.googleapis.com/";

    /** Parses a resource. */
    @FunctionalInterface
    interface Reader<T> {
        T read(View json) throws JsonException;
    }

    /** Names come from events: one that could lead to another path or query is refused. */
    static GoogleResource of(JsonRest rest, Resource target) throws CallFailed {
        if (!NAME.matcher(target.name()).matches()) {
            throw new CallFailed(Problem.permanent("BadName", "this is not the name of a " + target.kind()));
        }
        return new GoogleResource(rest, target, call(target));
    }

    private static Call call(Resource target) throws CallFailed {
        var name = target.name();
        return switch (target.kind()) {
            case Kinds.GCE_INSTANCE -> compute(target, "zones/%s/instances/%s", parts(target));
            case Kinds.INSTANCE_GROUP -> compute(target, place(target) + "/%s/instanceGroupManagers/%s", parts(target));
            case Kinds.GCE_IMAGE -> compute(target, "global/images/%s", name);
            case Kinds.GCE_DISK -> compute(target, place(target) + "/%s/disks/%s", parts(target));
            case Kinds.GCE_SNAPSHOT -> compute(target, "global/snapshots/%s", name);
            case Kinds.GCE_ADDRESS ->
                name.contains("/")
                        ? compute(target, "regions/%s/addresses/%s", parts(target))
                        : compute(target, "global/addresses/%s", name);
            case Kinds.GCE_SUBNETWORK -> compute(target, "regions/%s/subnetworks/%s", parts(target));
            case Kinds.GCE_FIREWALL -> compute(target, "global/firewalls/%s", name);
            case Kinds.GCE_HTTP_PROXY ->
                name.contains("/")
                        ? compute(target, "regions/%s/targetHttpProxies/%s", parts(target))
                        : compute(target, "global/targetHttpProxies/%s", name);
            case Kinds.GCE_SECURITY_POLICY -> compute(target, "global/securityPolicies/%s", name);
            case Kinds.SQL_INSTANCE ->
                Call.get(SQL, "v1/projects/" + target.origin().account() + "/instances/" + name);
            case Kinds.GCS_BUCKET -> Call.get(STORAGE, "storage/v1/b/" + name);
            case Kinds.SERVICE_ACCOUNT_KEY ->
                Call.get(
                        IAM,
                        "v1/projects/%s/serviceAccounts/%s/keys/%s"
                                .formatted(target.origin().account(), parts(target)[0], parts(target)[1]));
            case Kinds.SERVICE_ACCOUNT ->
                Call.get(IAM, "v1/projects/" + target.origin().account() + "/serviceAccounts/" + name);
            case Kinds.PUBSUB_TOPIC ->
                Call.get(PUBSUB, "v1/projects/" + target.origin().account() + "/topics/" + name);
            case Kinds.LOG_SINK ->
                Call.get(LOGGING, "v2/projects/" + target.origin().account() + "/sinks/" + name);
            case Kinds.LOG_BUCKET -> {
                var parts = name.contains("/") ? parts(target) : new Object[] {"global", name};
                yield Call.get(LOGGING, "v2/" + located(target, parts[0], "buckets", parts[1]));
            }
            case Kinds.KMS_CRYPTO_KEY -> {
                var parts = parts(target, 3);
                yield Call.get(
                        KMS, "v1/" + located(target, parts[0], "keyRings", parts[1]) + "/cryptoKeys/" + parts[2]);
            }
            case Kinds.GCP_PROJECT -> Call.get(PROJECTS, "v3/projects/" + name);
            case Kinds.RUN_SERVICE ->
                Call.get(RUN, "v2/" + located(target, target.origin().region(), "services", name));
            case Kinds.RUN_JOB ->
                Call.get(RUN, "v2/" + located(target, target.origin().region(), "jobs", name));
            case Kinds.MEMORYSTORE_INSTANCE ->
                Call.get(REDIS, "v1/" + located(target, parts(target)[0], "instances", parts(target)[1]));
            default -> throw new CallFailed(Problem.permanent("BadKind", "nothing here reads a " + target.kind()));
        };
    }

    private static String located(Resource target, Object location, String collection, Object name) {
        return "projects/%s/locations/%s/%s/%s".formatted(target.origin().account(), location, collection, name);
    }

    @SuppressWarnings("AnnotateFormatMethod") // one format begins with the kind of place
    private static Call compute(Resource target, String path, Object... names) {
        return compute(target, path.formatted(names));
    }

    /** Any other resource of Compute Engine in the target's project. */
    static Call compute(Resource target, String path) {
        return Call.get(COMPUTE, "compute/v1/projects/" + target.origin().account() + "/" + path);
    }

    /** Disks are in a zone or in a region. */
    private static String place(Resource target) {
        return ComputeCalls.group(target).zonal() ? "zones" : "regions";
    }

    private static Object[] parts(Resource target) throws CallFailed {
        return parts(target, 2);
    }

    private static Object[] parts(Resource target, int many) throws CallFailed {
        var parts = target.name().split("/", -1);
        if (parts.length != many) {
            throw new CallFailed(
                    Problem.permanent("BadName", "the name of a " + target.kind() + " has " + many + " parts"));
        }
        return parts;
    }

    Optional<View> find() throws CallFailed {
        return rest.find(call);
    }

    View get() throws CallFailed {
        var found = find();
        if (found.isEmpty()) {
            throw new CallFailed(ActionExecution.notFound(target.label()));
        }
        return found.get();
    }

    /** Fails if somebody else changed it between two reads. */
    void expect(Json from, Json now) throws CallFailed {
        if (!now.equals(from)
                && ActionExecution.changedSince(target.label()) instanceof Performed.NotDone(var problem)) {
            throw new CallFailed(problem);
        }
    }

    /** A change; an operation that Google Cloud reports as failed at once is a problem. */
    View change(Call change) throws CallFailed {
        var answer = rest.change(change);
        var failed = read(answer, json -> json.at("error").exists());
        if (failed) {
            var code = read(answer, GoogleResource::code);
            throw Rest.failedOperation(Stream.of(code));
        }
        return answer;
    }

    private static String code(View operation) throws JsonException {
        for (var error : operation.at("error", "errors").items()) {
            return error.at("code").textOr("");
        }
        return "";
    }

    /** {@code projects/…}: the part of a URL that is the same in all spellings of the host and the version. */
    static String path(String url) {
        return url.substring(Math.max(0, url.indexOf("projects/")));
    }

    static <T> T read(View json, Reader<T> reader) throws CallFailed {
        try {
            return reader.read(json);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "Google Cloud's answer: " + e.getMessage()));
        }
    }

    /** The labels of most resources. */
    static Map<String, String> labels(View resource) throws JsonException {
        return resource.at("labels").texts();
    }
}
