package io.nightshift.promotion.sweep;

import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.promotion.Queries;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.List;

/**
 * A service as the sweep sees it.
 *
 * @param tags of a push that begins a promotion of it
 * @param last the targets of its last stage
 */
public record SweptService(String name, Image image, Glob tags, List<PromotionTarget> last) {

    public SweptService {
        last = List.copyOf(last);
    }

    /** @param plan as {@link PromotionSpec#read} takes it */
    public static SweptService of(Json.Obj plan, Glob tags) throws JsonException {
        var described = PromotionSpec.read(plan);
        return new SweptService(
                described.service(),
                Image.of(View.of(plan).at("image"), described.image()),
                tags,
                described.stages().getLast().targets());
    }

    NewestQuery newest(List<String> against) {
        return new NewestQuery(image, tags, against);
    }

    /** What the target serves, and how much of it is that digest. */
    Query serving(PromotionTarget target, String digest) {
        var rollout = new Rollout(image.name(), digest, "", Json.obj(), target.settings());
        return new Query(Queries.PREFLIGHT, target.resource(), rollout.toJson());
    }
}
