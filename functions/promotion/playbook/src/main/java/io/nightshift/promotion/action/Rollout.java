package io.nightshift.promotion.action;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * What an act on a target is about.
 *
 * @param image host and path without tag and digest
 * @param digest the version that is promoted; nothing but a digest ever reaches a target
 * @param version the platform's own name of that version (a Lambda version number, a Cloud Run revision); empty
 *     before {@link Deploy} told it
 * @param baseline the rollback, as the target's preflight found it: {@code version} and {@code digest} of what served
 *     before, {@code command} for a human who has to go back by hand, and what else the platform needs
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

    /** What a human types who has to go back by hand. */
    public String command() throws JsonException {
        return View.of(baseline).at("command").textOr("its platform's own way back");
    }

    /** {@code IMAGE@DIGEST}: what a platform is told to pull. */
    public String reference() {
        return image + "@" + digest;
    }

    /** Long enough to tell two apart, short enough for people: {@code sha256:0123456789ab}. */
    public static String brief(String digest) {
        int colon = digest.indexOf(':');
        return digest.substring(0, Math.min(digest.length(), colon + 13));
    }
}
