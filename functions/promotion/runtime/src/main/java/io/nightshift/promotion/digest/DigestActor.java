package io.nightshift.promotion.digest;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.MarkKnownGood;
import io.nightshift.promotion.action.OpenStage;
import io.nightshift.promotion.action.Quarantine;
import java.util.Map;
import java.util.Optional;

/** Writes to and reads from the digest ledger for runs. */
public final class DigestActor implements Actor, Observer {

    /** The maximum number of quarantined digests in a response: their share may be left on a target. */
    private static final int SUSPECTS = 5;

    private final DigestLedger digests;

    public DigestActor(DigestLedger digests) {
        this.digests = digests;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof OpenStage || action instanceof Quarantine || action instanceof MarkKnownGood;
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.DIGEST);
    }

    @Override
    public LiveState before(Action action) {
        return new LiveState.Known(Map.of(), Optional.empty(), Json.Obj.EMPTY);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            switch (action) {
                case Quarantine bad -> digests.quarantine(bad.image(), bad.digest(), bad.because());
                case MarkKnownGood good -> digests.prove(good.service(), good.image(), good.digest());
                default -> {
                    // An open stage is an entry of its run, and nothing else needs it.
                }
            }
            return new Performed.Done(Json.Obj.EMPTY);
        } catch (LedgerException e) {
            return new Performed.NotDone(Problem.uncertain("Ledger", e.getMessage()));
        }
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }

    @Override
    public Observed observe(Query query) {
        var with = View.of(query.with());
        try {
            var image = with.at("image").text();
            var found = digests.quarantined(image, with.at("digest").text());
            var details = Json.obj()
                    .with(
                            "proven",
                            Json.strings(digests.proven(with.at("service").text(), image)))
                    .with("quarantined", Json.strings(digests.quarantined(image, SUSPECTS)));
            return found.map(why -> new Observed.Seen(
                            Health.UNWELL,
                            details.with("because", why.because())
                                    .with("since", why.since().toString())))
                    .orElseGet(() -> new Observed.Seen(Health.WELL, details));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        } catch (LedgerException e) {
            return new Observed.NotSeen(Problem.transientFault("Ledger", e.getMessage()));
        }
    }
}
