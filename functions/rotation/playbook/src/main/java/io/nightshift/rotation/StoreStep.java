package io.nightshift.rotation;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a rotation may go. A store that drives rotations (AWS Secrets Manager) allows one step after the other; every other
 * rotation may go to the end from the beginning.
 */
public enum StoreStep {
    CREATE("createSecret"),
    SET("setSecret"),
    TEST("testSecret"),
    FINISH("finishSecret");

    private final String id;

    StoreStep(String id) {
        this.id = id;
    }

    /** As Secrets Manager writes it. */
    public String id() {
        return id;
    }

    /** Also accepts {@code create_secret}, which one page of the documentation has. */
    public static Optional<StoreStep> of(String text) {
        var plain = text.replace("_", "");
        return Stream.of(values())
                .filter(step -> step.id.equalsIgnoreCase(plain))
                .findFirst();
    }
}
