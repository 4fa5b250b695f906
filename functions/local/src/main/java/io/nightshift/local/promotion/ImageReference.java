package io.nightshift.local.promotion;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.local.cli.CommandError;
import io.nightshift.local.cli.ExitCode;

/**
 * An image as written by users: {@code HOST/PATH:TAG} or {@code HOST/PATH@DIGEST}.
 *
 * @param digest empty if a tag names the version
 * @param tag empty if the digest names it; {@code latest} if neither is given
 */
record ImageReference(Image image, String digest, String tag) {

    private static final String USUAL_TAG = "latest";

    static ImageReference of(String text) {
        var place = View.of(Json.of(text));
        int at = text.indexOf('@');
        var name = at < 0 ? text : text.substring(0, at);
        // A colon before the last slash belongs to a port.
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        try {
            var image = Image.of(place, colon < 0 ? name : name.substring(0, colon));
            var tag = colon < 0 ? "" : tag(place, name.substring(colon + 1));
            return at < 0
                    ? new ImageReference(image, "", tag.isEmpty() ? USUAL_TAG : tag)
                    : new ImageReference(image, Image.digest(place, text.substring(at + 1)), tag);
        } catch (JsonException e) {
            throw new CommandError(
                    ExitCode.USAGE, "the image has to be HOST/PATH:TAG or HOST/PATH@sha256:… (64 hexadecimal digits)");
        }
    }

    private static String tag(View place, String tag) throws JsonException {
        if (tag.isEmpty()) {
            throw place.wrong("a tag after the colon");
        }
        return Image.tag(place, tag);
    }

    /** The request for a playbook; a digest takes precedence over a tag. */
    Json.Obj toJson() {
        return Json.obj().with("image", image.name()).with("digest", digest).with("tag", digest.isEmpty() ? tag : "");
    }

    @Override
    public String toString() {
        return image.name() + (digest.isEmpty() ? ":" + tag : "@" + digest);
    }
}
