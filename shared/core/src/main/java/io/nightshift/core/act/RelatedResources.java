package io.nightshift.core.act;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The answer to {@link Query#RELATED}.
 *
 * @param resources by name, at most {@value #MOST}
 * @param found how many there are
 */
public record RelatedResources(List<Resource> resources, int found) {

    /** An answer is kept in the ledger whole. */
    public static final int MOST = 50;

    public RelatedResources {
        resources = List.copyOf(resources);
    }

    /** The answer of an observer. */
    public static Observed seen(Collection<Resource> related) {
        var sorted = related.stream()
                .distinct()
                .sorted(Comparator.comparing(Resource::toString))
                .toList();
        var details = Json.obj()
                .with("found", sorted.size())
                .with(
                        "related",
                        Json.arr(sorted.stream()
                                .limit(MOST)
                                .map(Resource::toJson)
                                .toList()));
        return new Observed.Seen(Health.UNKNOWN, details);
    }

    public static RelatedResources read(View details) throws JsonException {
        var resources = new ArrayList<Resource>();
        for (var one : details.at("related").items()) {
            resources.add(Resource.fromJson(one));
        }
        return new RelatedResources(resources, (int) details.at("found").integer());
    }
}
