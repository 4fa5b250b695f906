package io.nightshift.promotion.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.Set;

/**
 * Admits a version to a stage. Approvers approve this act; mode, freezes and pauses hold it back before anything is
 * changed. Written to the digest ledger (the ledger's marks of promotions).
 *
 * @param target the service
 */
public record OpenStage(Resource target, String service, String stage, String image, String digest) implements Action {

    public static final ActionType TYPE = PromotionActionTypes.setting(
            "open-stage",
            "Lets a version into a stage.",
            Set.of(TargetKinds.SERVICE),
            (target, with) -> new OpenStage(
                    target,
                    with.at("service").text(),
                    with.at("stage").text(),
                    with.at("image").text(),
                    Image.digest(with.at("digest"))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj()
                .with("service", service)
                .with("stage", stage)
                .with("image", image)
                .with("digest", digest);
    }

    @Override
    public String sentence() {
        return "let " + image + "@" + Rollout.brief(digest) + " into " + stage + " of " + service;
    }
}
