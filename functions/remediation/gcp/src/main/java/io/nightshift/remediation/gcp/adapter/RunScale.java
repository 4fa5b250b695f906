package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The minimum and maximum instances of a Cloud Run service, on its two levels; 0 is "not set". A change on the service's
 * level takes effect at once, one on the revision's level creates a new revision.
 *
 * @param service of the service as a whole
 * @param revision of each revision; a maximum that is not set is 100
 * @see <a href="https://cloud.google.com/run/docs/configuring/max-instances">Cloud Run: maximum instances</a>
 */
record RunScale(Bounds service, Bounds revision) {

    private static final int DEFAULT_MAX = 100;

    record Bounds(int min, int max) {
        private Json.Obj toJson() {
            return Json.obj().with("min", min).with("max", max);
        }

        private static Bounds fromJson(View json) throws JsonException {
            return new Bounds(
                    (int) json.at("min").integer(), (int) json.at("max").integer());
        }

        private boolean reaches(Bounds other) {
            return min >= other.min && max >= other.max;
        }
    }

    static RunScale of(Service service) {
        var whole = service.getScaling();
        var each = service.getTemplate().getScaling();
        return new RunScale(
                new Bounds(whole.getMinInstanceCount(), whole.getMaxInstanceCount()),
                new Bounds(each.getMinInstanceCount(), each.getMaxInstanceCount()));
    }

    /**
     * Raises both, on the level where each is set now, and never above the limit; a value above it stays. A minimum that is
     * not set is set on the service's level.
     */
    RunScale raised(int by, int upTo) {
        boolean minOfEach = service.min() == 0 && revision.min() > 0;
        int eachMax = revision.max() == 0 ? DEFAULT_MAX : revision.max();
        int newEachMax = more(eachMax, by, upTo);
        return new RunScale(
                new Bounds(
                        minOfEach ? 0 : more(service.min(), by, upTo),
                        service.max() == 0 ? 0 : more(service.max(), by, upTo)),
                new Bounds(
                        minOfEach ? more(revision.min(), by, upTo) : revision.min(),
                        newEachMax == eachMax ? revision.max() : newEachMax));
    }

    private static int more(int now, int by, int upTo) {
        return Math.max(now, (int) Math.min((long) now + by, upTo));
    }

    boolean reaches(RunScale other) {
        return service.reaches(other.service) && revision.reaches(other.revision);
    }

    void into(Service.Builder target) {
        target.getScalingBuilder().setMinInstanceCount(service.min()).setMaxInstanceCount(service.max());
        target.getTemplateBuilder()
                .getScalingBuilder()
                .setMinInstanceCount(revision.min())
                .setMaxInstanceCount(revision.max());
    }

    Json.Obj toJson() {
        return Json.obj().with("service", service.toJson()).with("revision", revision.toJson());
    }

    static RunScale fromJson(View json) throws JsonException {
        return new RunScale(Bounds.fromJson(json.at("service")), Bounds.fromJson(json.at("revision")));
    }
}
