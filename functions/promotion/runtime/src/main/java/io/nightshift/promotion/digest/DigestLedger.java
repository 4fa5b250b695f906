package io.nightshift.promotion.digest;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The digest ledger of promotions, stored as marks of the ledger. Each change is an entry of the digest ledger's own
 * log.
 */
public final class DigestLedger {

    /** The run whose entries are the log of all changes. */
    public static final RunKey LOG =
            new RunKey("promotion-book", new Resource(Origin.NOWHERE, "nightshift", "promotion-book"), "log");

    /** How many digests of a service are remembered as known good, and as handled by the sweep. */
    private static final int REMEMBERED = 10;

    private final Ledger ledger;
    private final InstantSource clock;
    private final MarkLog log;

    public DigestLedger(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.clock = clock;
        this.log = new MarkLog(ledger, clock, policyHash, LOG, "the log of all quarantines, proofs and first versions");
    }

    /** Why and since when a digest is in quarantine. */
    public record Quarantined(String because, Instant since) {}

    private static String quarantine(String image, String digest) {
        return "quarantine/" + image + "@" + digest;
    }

    /** The mark of all digests of an image that are in quarantine. */
    private static String quarantined(String image) {
        return "in-quarantine/" + image;
    }

    private static String proven(String service) {
        return "proven/" + service;
    }

    private static String seenTo(String service) {
        return "seen-to/" + service;
    }

    public void quarantine(String image, String digest, String because) {
        var value = Json.obj()
                .with("because", because)
                .with("since", clock.instant().toString());
        // A second reason does not replace the first.
        log.write(
                "quarantined",
                Json.obj().with("image", image).with("digest", digest).with("because", because),
                Map.of(
                        quarantine(image, digest),
                        before -> before.get("because") == null ? value : before,
                        quarantined(image),
                        before -> latest(View.of(before), image, digest)));
    }

    /** @return whether it was in quarantine */
    public boolean release(String image, String digest, String by, String reason) {
        if (quarantined(image, digest).isEmpty()) {
            return false;
        }
        log.write(
                "released",
                Json.obj()
                        .with("image", image)
                        .with("digest", digest)
                        .with("by", by)
                        .with("reason", reason),
                Map.of(
                        quarantine(image, digest),
                        before -> Json.Obj.EMPTY,
                        quarantined(image),
                        before -> without(View.of(before), image, digest)));
        return true;
    }

    public Optional<Quarantined> quarantined(String image, String digest) {
        var mark = read(quarantine(image, digest));
        try {
            return mark.at("because").exists()
                    ? Optional.of(new Quarantined(
                            mark.at("because").text(),
                            Instant.parse(mark.at("since").text())))
                    : Optional.empty();
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /** The image's digests in quarantine, the latest first. */
    public List<String> quarantined(String image, int most) {
        return digests(read(quarantined(image)), image).stream().limit(most).toList();
    }

    /**
     * The digest to which a service rolls back if it has no other baseline: its latest known good digest that is not
     * in quarantine.
     */
    public Optional<String> knownGood(String service, String image) {
        return proven(service, image).stream()
                .filter(digest -> quarantined(image, digest).isEmpty())
                .findFirst();
    }

    private static Json.Obj without(View before, String image, String digest) {
        var rest = digests(before, image).stream()
                .filter(one -> !one.equals(digest))
                .toList();
        return Json.obj().with("image", image).with("digests", Json.strings(rest));
    }

    /** The known good digests of a service, the latest first. */
    public List<String> proven(String service, String image) {
        return digests(read(proven(service)), image);
    }

    /** The digests of a service that the registry sweep has handled, the latest first. */
    public List<String> seenTo(String service, String image) {
        return digests(read(seenTo(service)), image);
    }

    private static List<String> digests(View mark, String image) {
        var digests = new ArrayList<String>();
        try {
            if (mark.at("digests").exists() && mark.at("image").text().equals(image)) {
                for (var digest : mark.at("digests").items()) {
                    digests.add(digest.text());
                }
            }
            return digests;
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    public void prove(String service, String image, String digest) {
        log.write(
                "proven",
                Json.obj().with("service", service).with("image", image).with("digest", digest),
                Map.of(proven(service), before -> latest(View.of(before), image, digest)));
    }

    /** The sweep skips that digest from now on, also after its run is deleted. */
    public void seeTo(String service, String image, String digest) {
        log.write(
                "seen-to",
                Json.obj().with("service", service).with("image", image).with("digest", digest),
                Map.of(seenTo(service), before -> latest(View.of(before), image, digest)));
    }

    private static Json.Obj latest(View before, String image, String digest) {
        var digests = new ArrayList<>(List.of(digest));
        digests(before, image).stream()
                .filter(older -> !older.equals(digest))
                .limit(REMEMBERED - 1)
                .forEach(digests::add);
        return Json.obj().with("image", image).with("digests", Json.strings(digests));
    }

    /** Logs an act on a service outside of any promotion; no mark changes. */
    public void note(String kind, Json.Obj body) {
        log.write(kind, body, Map.of());
    }

    /** The same, together with a change of one mark. */
    public void note(String kind, Json.Obj body, String key, Json.Obj value) {
        log.write(kind, body, Map.of(key, before -> value));
    }

    private View read(String key) {
        return View.of(ledger.marker(key).value());
    }

    private static LedgerException unreadable(JsonException e) {
        return new LedgerException("a mark of the digest ledger cannot be read: " + e.getMessage(), false, e);
    }
}
