package io.nightshift.console;

/** What a visitor may do; each role includes the ones before. */
public enum Role {
    /** Reads every page. */
    VIEWER,
    /** Also pauses, resumes, aborts and rolls back. */
    OPERATOR,
    /** Also answers questions; the run's own list of approvers still decides whose answer counts. */
    APPROVER;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
