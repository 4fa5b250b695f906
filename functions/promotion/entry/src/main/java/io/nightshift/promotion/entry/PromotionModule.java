package io.nightshift.promotion.entry;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.digest.DigestActor;
import io.nightshift.promotion.digest.DigestLedger;
import java.util.Optional;

/** Promotion as a function: its playbook, its actions, and the digest ledger that it has on every cloud. */
public final class PromotionModule {

    private static final PromotionPlaybook PLAYBOOK = new PromotionPlaybook();

    public static final FunctionModule MODULE = new FunctionModule(
            PLAYBOOK.name(),
            PLAYBOOK,
            Promotions.CATALOGUE,
            Optional.of((ledger, clock, policyHash) ->
                    Adapters.of(new DigestActor(new DigestLedger(ledger, clock, policyHash)))));

    private PromotionModule() {}
}
