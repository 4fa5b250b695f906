package io.nightshift.promotion.sweep;

import io.nightshift.core.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What the registry has for a service, and what is made of it.
 *
 * @param newest empty if there is none or it could not be asked
 * @param serving what each target of the last stage serves; empty if that was not asked
 * @param because one part of a sentence, for people
 */
public record ImageStatus(
        String service,
        String image,
        Optional<NewestImage> newest,
        List<Serving> serving,
        Standing standing,
        String because) {

    /** Where the newest image stands. */
    public enum Standing {
        /** No image has a tag that matches. */
        NOTHING,
        /** It has all traffic of the last stage. */
        DEPLOYED,
        /** Nightshift has had to do with it, or a human decided otherwise since. */
        KNOWN,
        /** It is in quarantine. */
        QUARANTINED,
        /** Something newer is deployed. */
        OLDER,
        /** No promotion was ever asked to promote it: its event was lost. */
        MISSED,
        /** That cannot be told now; the next sweep tries again. */
        UNSEEN
    }

    /**
     * What a target serves.
     *
     * @param digest that has its traffic; empty if the platform does not tell
     * @param percent of the traffic that the newest image has
     * @param trouble why it could not be asked; empty if it could
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
