package io.nightshift.promotion.sweep;

import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.plan.PromotionSpec;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.List;

/**
 * A service in the form that the sweep needs.
 *
 * @param tags the tags whose push starts a promotion
 * @param last the targets of its last stage
 */
public record SweptService(String name, Image image, Glob tags, List<PromotionTarget> last) {

    public SweptService {
        last = List.copyOf(last);
    }

    /** @param plan in the form that {@link PromotionSpec#read} reads */
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

    /** Queries what the target serves, and the share of that digest. */
    Query serving(PromotionTarget target, String digest) {
        var rollout = new Rollout(image.name(), digest, "", Json.obj(), target.settings());
        return new Query(PromotionQueries.PREFLIGHT, target.resource(), rollout.toJson());
    }
}
