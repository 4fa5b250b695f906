package io.nightshift.promotion.sweep;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.sweep.ImageStatus.Serving;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a registry's images with the deployed ones. Changes nothing. If it is not certain, it does not report an
 * image as missed: the service can wait for a human or the next push, but must not go back to an older image.
 */
public final class RegistryComparison {

    private final Ports ports;
    private final DigestLedger digests;
    private final PromotionHistory recall;

    public RegistryComparison(Ports ports) {
        this.ports = ports;
        this.digests =
                new DigestLedger(ports.ledger(), ports.host(), ports.rules().hash());
        this.recall = new PromotionHistory(ports.ledger(), digests);
    }

    DigestLedger digests() {
        return digests;
    }

    public ImageStatus of(SweptService service) {
        try {
            return look(service);
        } catch (JsonException | DateTimeException e) {
            return ImageStatus.of(service, Standing.UNSEEN, "an answer cannot be read: " + e.getMessage());
        } catch (LedgerException e) {
            return ImageStatus.of(service, Standing.UNSEEN, "the ledger cannot be asked: " + e.getMessage());
        }
    }

    private ImageStatus look(SweptService service) throws JsonException {
        return switch (ports.observe(service.newest(List.of()).query())) {
            case Observed.NotSeen(var problem) -> ImageStatus.of(service, Standing.UNSEEN, problem.message());
            case Observed.Seen(var health, var details) ->
                switch (health) {
                    case WELL -> compared(service, NewestImage.read(View.of(details)));
                    case UNWELL -> ImageStatus.of(service, Standing.NOTHING, reason(View.of(details)));
                    case UNKNOWN -> ImageStatus.of(service, Standing.UNSEEN, reason(View.of(details)));
                };
        };
    }

    private static String reason(View details) throws JsonException {
        return details.at("reason").textOr("the registry cannot tell now");
    }

    private ImageStatus compared(SweptService service, NewestImage newest) throws JsonException {
        var serving = new ArrayList<Serving>();
        for (var target : service.last()) {
            serving.add(serving(service, target, newest.digest()));
        }
        var stock = ImageStatus.of(service, Standing.UNSEEN, "").with(newest, serving);
        if (serving.stream().allMatch(one -> one.percent() == 100)) {
            return stock.is(Standing.DEPLOYED, "it has all traffic");
        }
        var known = recall.of(service, stock, newest);
        return known.isPresent() ? known.get() : judged(service, stock, newest);
    }

    private Serving serving(SweptService service, PromotionTarget target, String digest) throws JsonException {
        var label = target.resource().label();
        return switch (ports.observe(service.serving(target, digest))) {
            case Observed.NotSeen(var problem) -> new Serving(label, "", 0, problem.message());
            case Observed.Seen(var health, var details)
            when health == Health.UNKNOWN || details.get("baseline") == null ->
                new Serving(label, "", 0, "it cannot tell now what it serves");
            case Observed.Seen(var ignored, var details) -> {
                var seen = View.of(details);
                yield new Serving(
                        label,
                        seen.at("baseline", "digest").textOr(""),
                        (int) seen.at("percent").integer(),
                        "");
            }
        };
    }

    /** The image has no history and is not deployed: checks whether it is newer than all deployed ones. */
    private ImageStatus judged(SweptService service, ImageStatus stock, NewestImage newest) throws JsonException {
        for (var one : stock.serving()) {
            if (!one.trouble().isEmpty()) {
                return stock.is(Standing.UNSEEN, one.target() + ": " + one.trouble());
            }
        }
        if (newest.at().isEmpty()) {
            return stock.is(Standing.UNSEEN, "it does not tell how old it is");
        }
        if (newest.left() > 0 && !newest.highest()) {
            return stock.is(
                    Standing.UNSEEN,
                    newest.left()
                            + " more tags match, and the newest that was looked at is not the highest by its name");
        }
        var others = others(service, stock.serving(), newest.digest());
        return others.isEmpty()
                ? stock.is(
                        Standing.UNSEEN,
                        "no target tells the digest that it serves, and none is proven to compare with")
                : aged(service, stock, newest, others);
    }

    /**
     * The digests to compare with: those that serve; if a target does not report its own, the latest known good one.
     */
    private Set<String> others(SweptService service, List<Serving> serving, String digest) {
        var others = new LinkedHashSet<String>();
        var proven =
                digests.proven(service.name(), service.image().name()).stream().findFirst();
        for (var one : serving) {
            if (one.percent() < 100) {
                (one.digest().isEmpty() ? proven : Optional.of(one.digest())).ifPresent(others::add);
            }
        }
        others.remove(digest);
        return others;
    }

    private ImageStatus aged(SweptService service, ImageStatus stock, NewestImage newest, Set<String> others)
            throws JsonException {
        if (!(ports.observe(service.newest(List.copyOf(others)).query())
                        instanceof Observed.Seen(var health, var details))
                || health != Health.WELL) {
            return stock.is(Standing.UNSEEN, "the registry does not tell the age of what is deployed now");
        }
        var again = NewestImage.read(View.of(details));
        if (!again.digest().equals(newest.digest())) {
            return stock.is(Standing.UNSEEN, "something newer came while it was looked at");
        }
        for (var other : others) {
            var age = Optional.ofNullable(again.ages().get(other));
            if (age.isEmpty()) {
                return stock.is(
                        Standing.UNSEEN,
                        other + " is deployed, and the registry does not tell how old it is (deleted?)");
            }
            if (!age.get().isBefore(newest.at().orElseThrow())) {
                return stock.is(Standing.OLDER, other + " is deployed, of " + age.get());
            }
        }
        return stock.is(Standing.MISSED, "no promotion was asked for it");
    }
}
