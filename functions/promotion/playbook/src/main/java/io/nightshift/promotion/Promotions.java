package io.nightshift.promotion;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.MarkKnownGood;
import io.nightshift.promotion.action.OpenStage;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.promotion.action.Retire;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.action.ShiftTraffic;
import java.util.List;

/** The actions of a promotion. None of them is a rung of a rule's ladder: only a promotion uses them. */
public final class Promotions {

    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(List.of(
            Deploy.TYPE,
            ShiftTraffic.TYPE,
            RollBackTarget.TYPE,
            Retire.TYPE,
            RunJob.TYPE,
            OpenStage.TYPE,
            Quarantine.TYPE,
            MarkKnownGood.TYPE));

    private Promotions() {}
}
