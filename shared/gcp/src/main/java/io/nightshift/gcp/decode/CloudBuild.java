package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.Map;

/**
 * The build that Cloud Build publishes at each change of its status.
 *
 * @see <a href="https://cloud.google.com/build/docs/subscribe-build-notifications">Google Cloud: build notifications</a>
 */
final class CloudBuild implements Format {

    @Override
    public String name() {
        return "Cloud Build notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("id").isString()
                && payload.at("projectId").isString()
                && payload.at("status").isString()
                && payload.firstOf("logUrl", "steps", "buildTriggerId", "logsBucket")
                        .exists();
    }

    @Override
    public Decoded decode(View build, Map<String, String> headers, Decoders inner) throws JsonException {
        var id = Fields.name(build.at("id"));
        var status = Fields.name(build.at("status"));
        var substitutions = build.at("substitutions");
        var labels = new Labels()
                .with(build, "buildTriggerId")
                .with("trigger", substitutions.at("TRIGGER_NAME"))
                .with("repository", substitutions.at("REPO_NAME"))
                .with("branch", substitutions.at("BRANCH_NAME"))
                .with("commit", substitutions.at("COMMIT_SHA"))
                .with("failure", build.at("failureInfo", "type"));
        var header = new Signal.Header(
                new SignalId("build " + id + "=" + status),
                "gcp.cloudbuild",
                time(build),
                new Resource(origin(build), Kinds.BUILD, id),
                labels.all(),
                new Links().with(build.at("logUrl")).all());
        var reason = Fields.message(build.at("failureInfo", "detail"));
        return Decoded.of(new Signal.ResourceChange(
                header, status, reason.isEmpty() ? Fields.message(build.at("statusDetail")) : reason, ""));
    }

    private static Instant time(View build) throws JsonException {
        return ProviderTimes.time(build.firstOf("finishTime", "startTime", "createTime"));
    }

    private static Origin origin(View build) throws JsonException {
        var project = Fields.name(build.at("projectId"));
        var place = ResourceName.of("cloudbuild", Fields.nameOrEmpty(build.at("name")));
        return Origin.gcp(project, place.map(ResourceName::place).orElse(""));
    }
}
