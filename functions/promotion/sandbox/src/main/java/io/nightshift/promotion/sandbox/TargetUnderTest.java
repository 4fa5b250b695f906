package io.nightshift.promotion.sandbox;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.target.TargetPlatform;

/** One target of a platform, healthy and serving an older version, for {@link PlatformSuite}. */
public interface TargetUnderTest {

    /** The older version; {@link #NEW} is promoted over it. */
    String OLD = "sha256:" + "0".repeat(64);

    String NEW = "sha256:" + "a".repeat(64);

    TargetPlatform platform();

    Resource target();

    /** Host and path of the image. */
    String image();

    default Json.Obj settings() {
        return Json.obj();
    }

    /** Lets the platform finish all requested changes; in virtual time if it has a clock. */
    void settle();

    /** Someone deploys a third version to the target by hand; the platform has settled on it. */
    void changeByHand();

    /** All processes of that version end, and do not restart by themselves; returns false if the platform cannot tell. */
    default boolean crash(String digest) {
        return false;
    }

    /** The real share of the new version, read from the fake itself. */
    int shareOfNew();

    /** The number of versions that were created from the new digest, read from the fake itself. */
    int versionsOfNew();

    /** Reports whether it can hold two versions with shares of the traffic; if not, a deployment is the whole change. */
    default boolean splits() {
        return true;
    }

    /** Reports which shares it can give; it refuses the others. */
    default boolean gives(int percent) {
        return splits() || percent % 100 == 0;
    }
}
