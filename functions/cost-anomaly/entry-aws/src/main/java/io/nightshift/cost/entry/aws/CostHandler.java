package io.nightshift.cost.entry.aws;

import io.nightshift.cost.CostPlaybook;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/** The Lambda function: Spring's adapter with the application of this module. It is made when Lambda makes it, before the snapshot. */
public class CostHandler extends FunctionInvoker {

    /** The adapter's name for the class that it starts. */
    private static final String APPLICATION = "MAIN_CLASS";

    /** Called by Lambda; reads the environment, and fails with all problems at once. */
    public CostHandler() {
        System.setProperty(APPLICATION, AwsCostApplication.class.getName());
        super(CostPlaybook.NAME);
    }
}
