package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;

/** Questions to observers, and what came of them. */
public final class Asked {

    private Asked() {}

    public static Query query(String name, String image, Json.Obj with) {
        var repository = new Resource(Origin.NOWHERE, Resource.Kinds.IMAGE_REPOSITORY, image);
        return new Query(name, repository, with.with("image", image));
    }

    public static Observed.Seen seen(Observer observer, Query query) {
        return switch (observer.observe(query)) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    public static Problem problem(Observer observer, Query query) {
        return switch (observer.observe(query)) {
            case Observed.Seen seen -> throw new AssertionError("seen: " + seen);
            case Observed.NotSeen(var problem) -> problem;
        };
    }

    /** The detail of a look that went well. */
    public static String detail(Observed.Seen seen, String name) {
        if (seen.health() != Health.WELL) {
            throw new AssertionError("not well: " + seen);
        }
        return text(seen, name);
    }

    /** The reason of a look that did not go well. */
    public static String reason(Observed.Seen seen) {
        if (seen.health() == Health.WELL) {
            throw new AssertionError("well: " + seen);
        }
        return text(seen, "reason");
    }

    private static String text(Observed.Seen seen, String name) {
        try {
            var value = View.of(seen.details()).at(name);
            return value.isScalar() ? value.text() : value.json().text();
        } catch (JsonException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
