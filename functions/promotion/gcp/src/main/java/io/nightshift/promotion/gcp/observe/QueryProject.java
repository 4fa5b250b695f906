package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpScope;

/**
 * Finds the project of a query.
 *
 * @param home for queries about resources without a project, such as a deployment of a cluster elsewhere
 */
public record QueryProject(GcpScope places, String home) {

    String of(Query query) throws CallFailed {
        var origin = query.subject().origin();
        return origin.cloud() == Cloud.GCP ? checked(origin.account(), origin.account()) : home;
    }

    /** The path of the Artifact Registry repository of an image. */
    String repository(Resource image) throws CallFailed {
        var origin = image.origin();
        return "v1/projects/%s/locations/%s/repositories/%s"
                .formatted(
                        checked(origin.account(), origin.account()),
                        origin.region(),
                        image.name().split("/", 2)[0]);
    }

    /** @return the given value, if that project is in scope */
    String checked(String project, String what) throws CallFailed {
        if (!places.projects().contains(project)) {
            throw new CallFailed(
                    Problem.permanent("OtherProject", "project '" + project + "' is none that this function works in"));
        }
        return what;
    }
}
