package io.nightshift.policy;

import java.time.Duration;

/** Whether people have to agree before an act. */
public sealed interface ApprovalPolicy {

    /** {@code approval: none}: takes the approval of an outer level away. */
    record NotNeeded() implements ApprovalPolicy {}

    /**
     * @param approvers the group that is asked
     * @param needed how many different people of it
     * @param within how long the question stands
     */
    record Needed(String approvers, int needed, Duration within) implements ApprovalPolicy {}
}
