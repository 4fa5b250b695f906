package io.nightshift.sandbox.simulation;

/** A fault at a {@link FaultPoint}. */
enum InjectedFault {
    DIES_BEFORE_COMMIT(FaultPoint.COMMIT, "the worker dies before it writes"),
    DIES_AFTER_COMMIT(FaultPoint.COMMIT, "the worker dies after it wrote"),
    COMMIT_THROTTLED(FaultPoint.COMMIT, "the ledger is throttled"),
    OTHER_FIRST(FaultPoint.COMMIT, "another wake of the same run goes first"),
    STALLS_BEFORE_COMMIT(FaultPoint.COMMIT, "the worker stalls before it writes"),
    STALLS_AFTER_COMMIT(FaultPoint.COMMIT, "the worker stalls after it wrote"),
    DIES_BEFORE_CHANGE(FaultPoint.ACT, "the worker dies before the world changes"),
    DIES_AFTER_CHANGE(FaultPoint.ACT, "the worker dies after the world changed, before the reply"),
    ACT_THROTTLED(FaultPoint.ACT, "the act is throttled"),
    REPLY_LOST(FaultPoint.ACT, "the world changes, and the reply is lost"),
    REQUEST_LOST(FaultPoint.ACT, "the request is lost, and nobody knows"),
    ACT_SLOW(FaultPoint.ACT, "the act takes its time"),
    BLIND(FaultPoint.BEFORE, "the live state cannot be read"),
    PROBE_BLIND(FaultPoint.PROBE, "nobody can tell whether it happened"),
    LOOK_FAILS(FaultPoint.LOOK, "the look fails"),
    LOOK_UNSURE(FaultPoint.LOOK, "the platform cannot tell"),
    TELL_FAILS(FaultPoint.TELL, "the channel does not take the message"),
    DIES_BEFORE_TELL(FaultPoint.TELL, "the worker dies before it tells"),
    DIES_AFTER_TELL(FaultPoint.TELL, "the worker dies after it told"),
    TIMER_FAILS(FaultPoint.TIMER, "the timer cannot be set"),
    TIMER_LOST(FaultPoint.TIMER, "the timer is lost"),
    TIMER_LATE(FaultPoint.TIMER, "the timer is late"),
    TIMER_TWICE(FaultPoint.TIMER, "the timer fires twice"),
    DELIVERED_TWICE(FaultPoint.DELIVERY, "the signal is delivered twice"),
    DELIVERED_LATE(FaultPoint.DELIVERY, "the signal is late"),
    CLOCK_AHEAD(FaultPoint.INVOCATION, "the worker's clock is ahead"),
    CLOCK_BEHIND(FaultPoint.INVOCATION, "the worker's clock is behind");

    final FaultPoint point;
    final String says;

    InjectedFault(FaultPoint point, String says) {
        this.point = point;
        this.says = says;
    }
}
