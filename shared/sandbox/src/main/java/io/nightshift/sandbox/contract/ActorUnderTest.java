package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Actor;
import java.util.List;

/** An actor with a real client before a stand-in that can be made to fail. */
public interface ActorUnderTest extends AutoCloseable {

    Actor actor();

    /** What really changed, in order; setting the same again is not in it. */
    List<String> changes();

    /** How many requests arrived, of any kind. */
    int requests();

    /** How many requests for a change arrived. */
    int changingRequests();

    /** The next request for a change is carried out and its connection is closed without an answer. */
    void loseReply();

    /** The next request for a change is carried out and answered with the platform's own fault. */
    void breakAfterChange();

    /** The next requests for a change are throttled. */
    void throttle(int times);

    /** The next request for a change is refused for want of a permission. */
    void deny();

    /** The next looks meet the platform's own passing fault. */
    void breakLooks(int times);

    /** Takes the target away. */
    void remove();

    /** Time goes by: what was begun is done. */
    void settle();

    @Override
    void close();
}
