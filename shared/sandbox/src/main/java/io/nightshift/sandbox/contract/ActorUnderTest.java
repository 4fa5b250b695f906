package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Actor;
import java.util.List;

/** An actor with a real client, connected to a fake that can be made to fail. */
public interface ActorUnderTest extends AutoCloseable {

    Actor actor();

    /** The effective changes, in order; setting the same value again is not included. */
    List<String> changes();

    /** The number of received requests of any kind. */
    int requests();

    /** The number of received requests for a change. */
    int changingRequests();

    /** The next request for a change is executed, and its connection is closed without a response. */
    void loseReply();

    /** The next request for a change is executed, and the response is the platform's own fault. */
    void breakAfterChange();

    /** The next requests for a change are throttled. */
    void throttle(int times);

    /** The next request for a change is refused because of a missing permission. */
    void deny();

    /** The next queries fail with a transient fault of the platform. */
    void breakLooks(int times);

    /** Removes the target. */
    void remove();

    /** Lets time pass: operations finish. */
    void settle();

    @Override
    void close();
}
