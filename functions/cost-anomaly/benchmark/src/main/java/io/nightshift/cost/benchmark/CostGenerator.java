package io.nightshift.cost.benchmark;

import java.util.List;

/** Draws costs with labels, the same ones for the same seed. */
public interface CostGenerator {

    /** Both generators. A detector that fits only one of them has learnt the generator. */
    List<CostGenerator> ALL = List.of(new MultiplicativeGenerator(), new AdditiveGenerator());

    String name();

    LabelledCosts generate(long seed);
}
