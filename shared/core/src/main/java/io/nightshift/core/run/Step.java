package io.nightshift.core.run;

import java.util.List;

/** A playbook's decision: its next state and the effects it requests, in order. */
public record Step<S>(S next, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }

    public static <S> Step<S> of(S next, Effect... effects) {
        return new Step<>(next, List.of(effects));
    }
}
