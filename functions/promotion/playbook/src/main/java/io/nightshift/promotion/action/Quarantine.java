package io.nightshift.promotion.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.Set;

/** Blocks a digest for every promotion of every service, until someone releases it. */
public record Quarantine(Resource target, String image, String digest, String because) implements Action {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "quarantine-digest",
            "Holds a digest back from every promotion until somebody releases it.",
            Set.of(TargetKinds.SERVICE),
            (target, with) -> new Quarantine(
                    target,
                    with.at("image").text(),
                    Image.digest(with.at("digest")),
                    with.at("because").text()));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("image", image).with("digest", digest).with("because", because);
    }

    @Override
    public String sentence() {
        return "quarantine " + image + "@" + Rollout.brief(digest);
    }
}
