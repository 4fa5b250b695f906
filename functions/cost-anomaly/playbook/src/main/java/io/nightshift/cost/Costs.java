package io.nightshift.cost;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.FunctionModule;
import java.util.List;

/** The function as one value. It changes nothing, so it has no actions. */
public final class Costs {

    public static final ActionCatalogue CATALOGUE = new ActionCatalogue(List.of());

    public static final FunctionModule MODULE = new FunctionModule(new CostPlaybook(), CATALOGUE);

    private Costs() {}
}
