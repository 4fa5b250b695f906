package io.nightshift.promotion.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.Set;

/** Records that a digest served the whole service well through its guard period: a rollback may go to it. */
public record MarkKnownGood(Resource target, String service, String image, String digest) implements Action {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "mark-proven",
            "Writes down that a digest is proven good.",
            Set.of(TargetKinds.SERVICE),
            (target, with) -> new MarkKnownGood(
                    target, with.at("service").text(), with.at("image").text(), Image.digest(with.at("digest"))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("service", service).with("image", image).with("digest", digest);
    }

    @Override
    public String sentence() {
        return "note that " + image + "@" + Rollout.brief(digest) + " is proven";
    }
}
