package io.nightshift.promotion.action;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The parameters of an act on a target.
 *
 * @param image host and path without tag and digest
 * @param digest the promoted version; a target only ever receives a digest
 * @param version the platform's own name of that version (a Lambda version number, a Cloud Run revision); empty
 *     before {@link Deploy} returned it
 * @param baseline the rollback, from the target's preflight: {@code version} and {@code digest} of the version that
 *     served before, {@code command} for a manual rollback, and other values that the platform needs
 * @param settings the target's own settings in the policy ({@code with})
 */
public record Rollout(String image, String digest, String version, Json.Obj baseline, Json.Obj settings) {

    public Json.Obj toJson() {
        return Json.obj()
                .with("image", image)
                .with("digest", digest)
                .with("version", version)
                .with("baseline", baseline)
                .with("settings", settings);
    }

    public static Rollout fromJson(View json) throws JsonException {
        return new Rollout(
                Image.of(json.at("image"), json.at("image").text()).name(),
                Image.digest(json.at("digest")),
                json.at("version").textOr(""),
                json.at("baseline").object(),
                json.at("settings").object());
    }

    /** The command for a manual rollback. */
    public String command() throws JsonException {
        return View.of(baseline).at("command").textOr("its platform's own rollback");
    }

    /** {@code IMAGE@DIGEST}: the reference that a platform pulls. */
    public String reference() {
        return image + "@" + digest;
    }

    /** A short form for messages, long enough to distinguish digests: {@code sha256:0123456789ab}. */
    public static String brief(String digest) {
        int colon = digest.indexOf(':');
        return digest.substring(0, Math.min(digest.length(), colon + 13));
    }
}
