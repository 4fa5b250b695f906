package io.nightshift.local.host;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.run.Playbook;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import java.util.ArrayList;
import java.util.List;

/** The functions that this one process runs; in the clouds each is a separate function. */
public final class Functions {

    /** All actions that a ledger can contain. */
    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(types());

    private Functions() {}

    static List<Playbook<?>> playbooks() {
        return List.of(new RemediationPlaybook(), new PromotionPlaybook());
    }

    private static List<ActionType> types() {
        var types = new ArrayList<>(Remediation.ALL.types());
        types.addAll(Promotions.CATALOGUE.types());
        return types;
    }
}
