package io.nightshift.promotion.answer;

/** The codes of problems with which a change of a target fails and by which a promotion decides. */
public final class TargetProblems {

    /** The serving version is neither the baseline nor the promoted version; nothing was done. */
    public static final String CHANGED = "Changed";

    /** The version that would have all traffic does not serve. */
    public static final String NOT_SERVING = "NotServing";

    private TargetProblems() {}
}
