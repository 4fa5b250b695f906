package io.nightshift.cost.benchmark;

import java.util.List;

/** Draws costs with labels, the same ones for the same seed. */
public interface CostGenerator {

    /** Generators that have little in common. A detector that fits only one of them has learnt the generator. */
    List<CostGenerator> ALL = List.of(new MultiplicativeGenerator(), new AdditiveGenerator(), new UsageGenerator());

    String name();

    LabelledCosts generate(long seed);
}
