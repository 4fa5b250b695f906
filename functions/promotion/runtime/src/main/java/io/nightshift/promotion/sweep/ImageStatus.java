package io.nightshift.promotion.sweep;

import io.nightshift.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The newest image in a service's registry, and its status.
 *
 * @param newest empty if there is none or the registry could not be queried
 * @param serving the version that each target of the last stage serves; empty if not queried
 * @param because the reason, as part of a sentence
 */
public record ImageStatus(
        String service,
        String image,
        Optional<NewestImage> newest,
        List<Serving> serving,
        Standing standing,
        String because) {

    /** The status of the newest image. */
    public enum Standing {
        /** No image has a tag that matches. */
        NOTHING,
        /** It has all traffic on the last stage. */
        DEPLOYED,
        /** Nightshift has handled it, or a human decided otherwise since. */
        KNOWN,
        /** It is in quarantine. */
        QUARANTINED,
        /** A newer image is deployed. */
        OLDER,
        /** No promotion of it was ever requested: its event was lost. */
        MISSED,
        /** The status is unknown now; the next sweep tries again. */
        UNSEEN
    }

    /**
     * The version that a target serves.
     *
     * @param digest the digest that has its traffic; empty if the platform does not report it
     * @param percent the share of the traffic of the newest image
     * @param trouble why it could not be queried; empty if it could
     */
    public record Serving(String target, String digest, int percent, String trouble) {
        Json.Obj toJson() {
            return Json.obj()
                    .with("target", target)
                    .with("digest", digest)
                    .with("percent", percent)
                    .with("trouble", trouble);
        }
    }

    public ImageStatus {
        serving = List.copyOf(serving);
    }

    static ImageStatus of(SweptService service, Standing standing, String because) {
        return new ImageStatus(service.name(), service.image().name(), Optional.empty(), List.of(), standing, because);
    }

    ImageStatus with(NewestImage found, List<Serving> served) {
        return new ImageStatus(service, image, Optional.of(found), served, standing, because);
    }

    ImageStatus is(Standing now, String why) {
        return new ImageStatus(service, image, newest, serving, now, why);
    }

    public Json.Obj toJson() {
        var json = Json.obj().with("service", service).with("image", image);
        if (newest.isPresent()) {
            json = json.with("newest", newest.get().toJson());
        }
        return json.with(
                        "serving",
                        Json.arr(serving.stream().map(Serving::toJson).toList()))
                .with("standing", standing.name())
                .with("because", because);
    }
}
