package io.nightshift.promotion.sandbox;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/** Plans of one service with one stage and one target, in the form that the policy writes. */
public final class Plans {

    private Plans() {}

    public static Json.Obj of(TargetUnderTest stand) {
        return of(stand.image(), stand.target(), stand.settings(), Json.obj());
    }

    /**
     * @param with the target's settings
     * @param more members of the stage that replace the defaults: {@code gates}, {@code verify}, {@code analysis}
     */
    public static Json.Obj of(String image, Resource target, Json.Obj with, Json.Obj more) {
        var stage = Json.obj()
                .with("name", "prod")
                .with("gates", Json.arr())
                .with("waves", Json.arr(Json.arr(target.toJson().with("with", with))))
                .with("settleSeconds", 900)
                .with("steps", Json.arr(Json.obj().with("percent", 100).with("bakeSeconds", 600)))
                .with("verify", Json.arr())
                .with("analysis", analysis(Json.arr(), Json.arr()));
        for (var member : more.members().entrySet()) {
            stage = stage.with(member.getKey(), member.getValue());
        }
        return Json.obj()
                .with("service", "shop")
                .with("image", image)
                .with("newer", "supersede")
                .with("guard", Json.obj().with("seconds", 7200).with("everySeconds", 60))
                .with("stages", Json.arr(stage));
    }

    public static Json.Obj analysis(Json.Arr metrics, Json.Arr alarms) {
        return Json.obj()
                .with("everySeconds", 60)
                .with("notEnoughData", "extend")
                .with("extendSeconds", 3600)
                .with("metrics", metrics)
                .with("judge", Json.obj())
                .with("alarms", alarms);
    }
}
