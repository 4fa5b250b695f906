package io.nightshift.policy;

import java.time.Duration;

/** The policy's rule on approvals before an act. */
public sealed interface ApprovalPolicy {

    /** {@code approval: none}: removes the approval of an outer level. */
    record NotNeeded() implements ApprovalPolicy {}

    /**
     * @param approvers the group that is asked
     * @param needed the number of different approvers who must agree
     * @param within how long the request stays open
     */
    record Needed(String approvers, int needed, Duration within) implements ApprovalPolicy {}
}
