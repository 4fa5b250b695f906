package io.nightshift.promotion.sandbox;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.target.TargetPlatform;

/** One target of a platform, well and serving an older version, for {@link PlatformSuite}. */
public interface Stand {

    /** What the older version is; {@link #NEW} is promoted over it. */
    String OLD = "sha256:" + "0".repeat(64);

    String NEW = "sha256:" + "a".repeat(64);

    TargetPlatform platform();

    Resource target();

    /** Host and path of the image. */
    String image();

    default Json.Obj settings() {
        return Json.obj();
    }

    /** Lets the platform finish what it was told; virtual time where it has a clock. */
    void settle();

    /** Someone gives the target a third version by hand; the platform has settled on it. */
    void changeByHand();

    /** All that runs of that version ends, and does not come back by itself; false if its platform cannot tell. */
    default boolean crash(String digest) {
        return false;
    }

    /** How much of the traffic the new version really has, by checking the stand-in itself. */
    int shareOfNew();

    /** How many versions were made of the new digest, by checking the stand-in itself. */
    int versionsOfNew();

    /** Reports whether it can hold two versions with shares of the traffic; else a deployment is the whole change. */
    default boolean splits() {
        return true;
    }

    /** Which shares it can give; one that it cannot is refused. */
    default boolean gives(int percent) {
        return splits() || percent % 100 == 0;
    }
}
