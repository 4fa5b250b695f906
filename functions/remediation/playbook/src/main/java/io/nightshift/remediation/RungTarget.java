package io.nightshift.remediation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;

/** What a rung acts on instead of the run's subject. */
sealed interface RungTarget {

    /** A resource in the subject's origin. */
    record Named(String kind, String name) implements RungTarget {
        Resource in(Resource subject) {
            return new Resource(subject.origin(), kind, name);
        }
    }

    /**
     * Whatever is related to the subject when the rung is taken.
     *
     * @param json as the policy module writes it: {@code {relation, kind, tag, atMost}}; also what the observer needs
     * @param atMost how many of them are acted on
     */
    record Related(Relation relation, Json.Obj json, int atMost) implements RungTarget {

        /** {@code unhealthy-targets of elbv2:target-group/targetgroup/web/1}. */
        String of(Resource subject) throws JsonException {
            var tag = View.of(json).at("tag").textOr("");
            return relation.id() + (tag.isEmpty() ? "" : " " + tag) + " of " + subject.label();
        }
    }

    static RungTarget read(View json) throws JsonException {
        if (!json.at("relation").exists()) {
            return new Named(json.at("kind").nonBlank(), json.at("name").nonBlank());
        }
        var relation = Relation.read(json.at("relation"));
        return new Related(relation, json.object(), (int) json.at("atMost").integer());
    }
}
