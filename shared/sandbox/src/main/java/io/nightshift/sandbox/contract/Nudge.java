package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A change to nothing in particular, with one type for each kind of repetition: {@code nudge-probe}. */
record Nudge(Repetition repetition, Resource target) implements Action {

    static final ActionCatalogue CATALOGUE = new ActionCatalogue(
            Arrays.stream(Repetition.values()).map(Nudge::typeOf).toList());

    @Override
    public ActionType type() {
        return typeOf(repetition);
    }

    @Override
    public String sentence() {
        return "nudge " + target.label();
    }

    private static ActionType typeOf(Repetition repetition) {
        return new ActionType(
                "nudge-" + repetition.name().toLowerCase(Locale.ROOT),
                "Nudges something",
                Set.of(Resource.Kinds.EC2_INSTANCE),
                repetition,
                false,
                false,
                Map.of(),
                List.of(),
                (target, with) -> new Nudge(repetition, target));
    }
}
