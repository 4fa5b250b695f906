package io.nightshift.local.cli;

import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.promotion.book.Book;
import io.nightshift.text.Printed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Asks for the version to which a service goes back whose last promotion is over and left a bad digest its traffic. */
record RollbackRequest(Ledger ledger, Book book, String service) {

    Signal.Request of(String image, String by, String reason, Instant now) {
        var last = new PromotionRuns(ledger)
                .latest(run -> run.rule().equals(service), 1).stream()
                        .filter(run -> isQuarantined(run, image))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(
                                Exit.NO,
                                Printed.safe("no promotion of " + service
                                        + " is open, and the digest of the last one is not in quarantine; to go back:"
                                        + " nightshift promote " + service + " IMAGE@DIGEST")));
        var good = book.knownGood(service, image)
                .or(() -> before(last))
                .orElseThrow(() -> new Refusal(
                        Exit.NO,
                        Printed.safe(
                                "no version of " + service + " is known that was good; name one: nightshift promote "
                                        + service + " IMAGE@DIGEST")));
        var what = Json.obj()
                .with("image", image)
                .with("digest", good)
                .with("rollback", true)
                .with("reason", reason);
        var id = new SignalId("rollback " + service + " by " + by + " at " + now);
        var header = new Signal.Header(id, "nightshift.cli", now, last.key().subject(), Map.of());
        return new Signal.Request(header, service, what, by);
    }

    private boolean isQuarantined(Run run, String image) {
        try {
            var digest = View.of(run.state()).at("wish", "digest").textOr("");
            return !digest.isEmpty() && book.quarantined(image, digest).isPresent();
        } catch (JsonException e) {
            return false;
        }
    }

    /** What served on the first target that the run touched. */
    private static Optional<String> before(Run run) {
        try {
            var tracks = View.of(run.state()).at("tracks");
            for (var target : tracks.object().members().keySet()) {
                var digest = tracks.at(target, "baseline", "digest").textOr("");
                if (!digest.isEmpty()) {
                    return Optional.of(Image.digest(tracks.at(target, "baseline", "digest")));
                }
            }
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
