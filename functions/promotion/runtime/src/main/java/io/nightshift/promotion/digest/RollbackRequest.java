package io.nightshift.promotion.digest;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import java.util.Optional;

/** Requests the rollback of a service whose last promotion is over and left traffic on a digest in quarantine. */
public record RollbackRequest(DigestLedger digests, String service, String image) {

    /** Reports whether the digest of the service's last promotion is in quarantine. */
    public boolean isFor(Run last) {
        try {
            var digest = View.of(last.state()).at("wish", "digest").textOr("");
            return !digest.isEmpty() && digests.quarantined(image, digest).isPresent();
        } catch (JsonException e) {
            return false;
        }
    }

    /**
     * The digest to which the service rolls back: its latest known good one, or the one that served before that
     * promotion.
     */
    public Optional<String> digest(Run last) {
        return digests.knownGood(service, image)
                .or(() -> before(last)
                        .filter(one -> digests.quarantined(image, one).isEmpty()));
    }

    /** The digest that served on the first target that the run touched. */
    private static Optional<String> before(Run run) {
        try {
            var targetStates = View.of(run.state()).at("tracks");
            for (var target : targetStates.object().members().keySet()) {
                var digest = targetStates.at(target, "baseline", "digest").textOr("");
                if (!digest.isEmpty()) {
                    return Optional.of(Image.digest(targetStates.at(target, "baseline", "digest")));
                }
            }
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** @param header its subject is that of the last run */
    public Signal.Request to(String digest, Signal.Header header, String by, String reason) {
        var what = Json.obj()
                .with("image", image)
                .with("digest", digest)
                .with("rollback", true)
                .with("reason", reason);
        return new Signal.Request(header, service, what, by);
    }
}
