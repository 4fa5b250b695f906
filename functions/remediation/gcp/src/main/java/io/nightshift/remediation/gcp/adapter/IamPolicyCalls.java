package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.JsonRest.Call;
import java.util.Map;

/**
 * The IAM policy of a resource, in version 3, which has the conditions. Each service has its own form of the calls.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/rest/v1/Policy">IAM: policy</a>
 */
record IamPolicyCalls(GoogleResource resource) {

    private static final String VERSION = "3";

    View get() throws CallFailed {
        var found = resource.rest().find(reading());
        if (found.isEmpty()) {
            throw new CallFailed(ActionExecution.notFound(resource.target().label()));
        }
        return found.get();
    }

    private Call reading() {
        var call = resource.call();
        return switch (resource.target().kind()) {
            case Kinds.GCS_BUCKET ->
                Call.get(call.root(), call.path() + "/iam").asking(Map.of("optionsRequestedPolicyVersion", VERSION));
            case Kinds.GCE_IMAGE, Kinds.GCE_SNAPSHOT ->
                Call.get(call.root(), call.path() + "/getIamPolicy")
                        .asking(Map.of("optionsRequestedPolicyVersion", VERSION));
            case Kinds.GCP_PROJECT ->
                call.then(":getIamPolicy")
                        .with("POST", Json.obj().with("options", Json.obj().with("requestedPolicyVersion", 3)));
            default ->
                Call.get(call.root(), call.path() + ":getIamPolicy")
                        .asking(Map.of("options.requestedPolicyVersion", VERSION));
        };
    }

    /** Writes the whole policy under its etag. */
    void set(Json.Obj policy) throws CallFailed {
        var call = resource.call();
        var body = Json.obj().with("policy", policy);
        resource.change(
                switch (resource.target().kind()) {
                    case Kinds.GCS_BUCKET ->
                        Call.get(call.root(), call.path() + "/iam").with("PUT", policy);
                    case Kinds.GCE_IMAGE, Kinds.GCE_SNAPSHOT ->
                        call.then("/setIamPolicy").with("POST", body);
                    default -> call.then(":setIamPolicy").with("POST", body);
                });
    }

    /** Writes the audit part of the policy, and nothing else of it. */
    void setAudit(Json.Obj policy) throws CallFailed {
        resource.change(resource.call()
                .then(":setIamPolicy")
                .with("POST", Json.obj().with("policy", policy).with("updateMask", "auditConfigs,etag")));
    }
}
