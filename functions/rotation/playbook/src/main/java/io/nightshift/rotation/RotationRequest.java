package io.nightshift.rotation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Optional;

/**
 * What a request for a rotation says, besides the secret.
 *
 * @param step how far the store allows it to go
 * @param version the id of the version to make; empty if the rotation names it
 * @param dryRun whether to check and tell, and to change nothing
 * @param now whether not to wait for the window
 * @param leaked the id of the leaked key, or {@code *} for whatever is current; empty if nothing leaked
 */
public record RotationRequest(StoreStep step, String version, boolean dryRun, boolean now, String leaked) {

    /** What begins the name of a leak whose value GitHub has. */
    public static final String GITHUB = "github:";

    /** Whatever is current leaked. */
    public static final String CURRENT = "*";

    /** A rotation that no store drives. */
    public static RotationRequest plain(boolean dryRun, boolean now) {
        return new RotationRequest(StoreStep.FINISH, "", dryRun, now, "");
    }

    /** One step of a rotation that Secrets Manager drives. */
    public static RotationRequest step(StoreStep step, String version) {
        return new RotationRequest(step, version, false, true, "");
    }

    public static RotationRequest leak(String key) {
        return new RotationRequest(StoreStep.FINISH, "", false, true, key);
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("step", step.id())
                .with("version", version)
                .with("dryRun", dryRun)
                .with("now", now)
                .with("leaked", leaked);
    }

    public static RotationRequest read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        Optional<StoreStep> step = StoreStep.of(view.at("step").textOr(StoreStep.FINISH.id()));
        return new RotationRequest(
                step.orElseThrow(() -> view.at("step").wrong("createSecret, setSecret, testSecret or finishSecret")),
                view.at("version").textOr(""),
                view.at("dryRun").boolOr(false),
                view.at("now").boolOr(false),
                view.at("leaked").textOr(""));
    }
}
