package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;

/**
 * A question about the environment.
 *
 * @param name the kind of query: {@link #ALARM}, {@link #HEALTH}, {@link #READ_BACK}, {@link #OWNER} or {@link
 *     #RELATED}
 * @param subject the resource that the query is about
 * @param with details, for instance the alarm's key
 */
public record Query(String name, Resource subject, Json.Obj with) {

    /** The state of the alarm that started the run; {@code with.key} and {@code with.source} identify it. */
    public static final String ALARM = "alarm";

    /** Whether an earlier act still has its effect; the act's own actor answers by {@link Actor#probe}. */
    public static final String READ_BACK = "read-back";

    /** The health of the subject itself, as its own platform reports it (target health, database status). */
    public static final String HEALTH = "health";

    /**
     * The workload that owns a pod, whatever stands between them; {@code details.owner} of the answer is the resource as JSON,
     * absent if nobody owns the pod.
     */
    public static final String OWNER = "owner";

    /**
     * The resources that are related to the subject: {@code with.relation} is the id of a {@link
     * io.nightshift.core.signal.Relation}; for {@code tagged}, {@code with.kind} and {@code with.tag} ({@code name=value} or
     * {@code name}). The answer is a {@link RelatedResources}.
     */
    public static final String RELATED = "related";

    public Json.Obj toJson() {
        return Json.obj().with("query", name).with("subject", subject.toJson()).with("with", with);
    }

    public static Query fromJson(View json) throws JsonException {
        return new Query(
                json.at("query").text(),
                Resource.fromJson(json.at("subject")),
                json.at("with").object());
    }
}
