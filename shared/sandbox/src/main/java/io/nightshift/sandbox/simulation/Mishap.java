package io.nightshift.sandbox.simulation;

/** A fault at a {@link Point}. */
enum Mishap {
    DIES_BEFORE_COMMIT(Point.COMMIT, "the worker dies before it writes"),
    DIES_AFTER_COMMIT(Point.COMMIT, "the worker dies after it wrote"),
    COMMIT_THROTTLED(Point.COMMIT, "the ledger is throttled"),
    OTHER_FIRST(Point.COMMIT, "another wake of the same run goes first"),
    STALLS_BEFORE_COMMIT(Point.COMMIT, "the worker stalls before it writes"),
    STALLS_AFTER_COMMIT(Point.COMMIT, "the worker stalls after it wrote"),
    DIES_BEFORE_CHANGE(Point.ACT, "the worker dies before the world changes"),
    DIES_AFTER_CHANGE(Point.ACT, "the worker dies after the world changed, before the reply"),
    ACT_THROTTLED(Point.ACT, "the act is throttled"),
    REPLY_LOST(Point.ACT, "the world changes, and the reply is lost"),
    REQUEST_LOST(Point.ACT, "the request is lost, and nobody knows"),
    ACT_SLOW(Point.ACT, "the act takes its time"),
    BLIND(Point.BEFORE, "the live state cannot be read"),
    PROBE_BLIND(Point.PROBE, "nobody can tell whether it happened"),
    LOOK_FAILS(Point.LOOK, "the look fails"),
    LOOK_UNSURE(Point.LOOK, "the platform cannot tell"),
    TELL_FAILS(Point.TELL, "the channel does not take the message"),
    DIES_BEFORE_TELL(Point.TELL, "the worker dies before it tells"),
    DIES_AFTER_TELL(Point.TELL, "the worker dies after it told"),
    TIMER_FAILS(Point.TIMER, "the timer cannot be set"),
    TIMER_LOST(Point.TIMER, "the timer is lost"),
    TIMER_LATE(Point.TIMER, "the timer is late"),
    TIMER_TWICE(Point.TIMER, "the timer fires twice"),
    DELIVERED_TWICE(Point.DELIVERY, "the signal is delivered twice"),
    DELIVERED_LATE(Point.DELIVERY, "the signal is late"),
    CLOCK_AHEAD(Point.INVOCATION, "the worker's clock is ahead"),
    CLOCK_BEHIND(Point.INVOCATION, "the worker's clock is behind");

    final Point point;
    final String says;

    Mishap(Point point, String says) {
        this.point = point;
        this.says = says;
    }
}
