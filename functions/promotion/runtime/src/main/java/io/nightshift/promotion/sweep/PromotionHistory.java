package io.nightshift.promotion.sweep;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What Nightshift knows about an image: from the digest ledger, and from the runs since the image arrived. */
record PromotionHistory(Ledger ledger, DigestLedger digests) {

    private static final int PAGE = 200;
    private static final int MOST_PAGES = 20;

    /** The maximum clock skew between a registry and Nightshift. */
    private static final Duration SKEW = Duration.ofHours(1);

    /** The requesters that are not human. */
    private static final Set<String> MACHINES = Set.of(PromotionPlaybook.A_PUSH, RegistrySweep.BY);

    /** The status with the known history; empty if there is none. */
    Optional<ImageStatus> of(SweptService service, ImageStatus stock, NewestImage newest) throws JsonException {
        var image = service.image().name();
        var held = digests.quarantined(image, newest.digest());
        if (held.isPresent()) {
            return Optional.of(stock.is(Standing.QUARANTINED, held.get().because()));
        }
        if (digests.seenTo(service.name(), image).contains(newest.digest())) {
            return Optional.of(stock.is(Standing.KNOWN, "an earlier sweep has seen to it"));
        }
        if (digests.proven(service.name(), image).contains(newest.digest())) {
            return Optional.of(stock.is(Standing.KNOWN, "it was proven; something else was put there since"));
        }
        return runs(service, stock, newest);
    }

    /** A run about an image begins after the image arrived. */
    private Optional<ImageStatus> runs(SweptService service, ImageStatus stock, NewestImage newest)
            throws JsonException {
        var since = newest.at().map(at -> at.minus(SKEW)).orElse(Instant.MIN);
        Optional<String> from = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            var runs = ledger.runs(from, PAGE);
            for (var run : runs.items()) {
                if (run.startedAt().isBefore(since)) {
                    return Optional.empty();
                }
                var why = about(run, service, newest);
                if (why.isPresent()) {
                    return Optional.of(stock.is(Standing.KNOWN, why.get()));
                }
            }
            from = runs.next();
            if (from.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(stock.is(
                Standing.UNSEEN, "more than " + MOST_PAGES * PAGE + " runs began since it came; ask for it by hand"));
    }

    private static Optional<String> about(Run run, SweptService service, NewestImage newest) throws JsonException {
        if (!run.key().playbook().equals(PromotionPlaybook.NAME) || !run.rule().equals(service.name())) {
            return Optional.empty();
        }
        var state = View.of(run.state());
        if (says(state.at("wish"), newest) || says(state.at("newer"), newest)) {
            return Optional.of("run " + run.id());
        }
        return chosen(state.at("wish"), newest);
    }

    private static boolean says(View candidate, NewestImage newest) throws JsonException {
        return candidate.at("digest").textOr("").equals(newest.digest());
    }

    /** A human who requested another image after this one arrived meant that one. */
    private static Optional<String> chosen(View candidate, NewestImage newest) throws JsonException {
        var by = candidate.at("by").textOr("");
        if (by.isEmpty() || MACHINES.contains(by)) {
            return Optional.empty();
        }
        var at = Instant.parse(candidate.at("at").text());
        return newest.at().filter(at::isAfter).map(ignored -> by + " asked for another one at " + at);
    }
}
