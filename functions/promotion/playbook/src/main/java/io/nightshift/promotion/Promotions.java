package io.nightshift.promotion;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.MarkProven;
import io.nightshift.promotion.action.OpenStage;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.promotion.action.Retire;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.action.Shift;
import io.nightshift.promotion.action.TakeBack;
import java.util.List;

/** What a promotion can do. None of it is a rung of a rule's ladder: only a promotion itself wants it. */
public final class Promotions {

    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(List.of(
            Deploy.TYPE,
            Shift.TYPE,
            TakeBack.TYPE,
            Retire.TYPE,
            RunJob.TYPE,
            OpenStage.TYPE,
            Quarantine.TYPE,
            MarkProven.TYPE));

    private Promotions() {}
}
