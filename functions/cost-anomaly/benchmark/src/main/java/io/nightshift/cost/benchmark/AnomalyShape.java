package io.nightshift.cost.benchmark;

import java.util.List;
import java.util.SplittableRandom;

/** The shape in which an anomaly was generated. */
public enum AnomalyShape {
    /** One day. */
    SPIKE,
    /** A higher level, for some days or for good. */
    SHIFT,
    /** A steady rise to a higher level. */
    RAMP,
    /** Weekends that cost as much as working days. */
    WEEKEND,
    /** Doubles every few days until it is stopped. */
    RUNAWAY,
    /** A service or region that did not exist before. */
    NEW,
    /** The first days of a month cost more than those of the months before. */
    MONTH_START,
    /** A series that costs something on few days costs more, or on more days. */
    SPARSE;

    /** Shifts are as common as any two others. */
    private static final List<AnomalyShape> DENSE = List.of(SPIKE, SHIFT, SHIFT, RAMP, WEEKEND, RUNAWAY, MONTH_START);

    /** A shape for a series that costs something every day. */
    static AnomalyShape drawn(SplittableRandom random) {
        return DENSE.get(random.nextInt(DENSE.size()));
    }
}
