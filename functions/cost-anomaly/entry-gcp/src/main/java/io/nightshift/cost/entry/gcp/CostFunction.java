package io.nightshift.cost.entry.gcp;

import io.nightshift.cost.CostPlaybook;
import io.nightshift.gcp.spring.SpringHttpFunction;

/** The Cloud Run function of cost anomalies. */
public final class CostFunction extends SpringHttpFunction {

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public CostFunction() {
        super(GcpCostApplication.class, CostPlaybook.NAME);
    }
}
