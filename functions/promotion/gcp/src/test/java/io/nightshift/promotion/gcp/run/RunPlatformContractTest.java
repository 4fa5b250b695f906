package io.nightshift.promotion.gcp.run;

import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Cloud Run as a platform, by Google's client against the stand-in. */
final class RunPlatformContractTest extends PlatformSuite {

    private final List<RunStand> stands = new ArrayList<>();

    @Override
    protected TargetUnderTest stand() {
        var stand = new RunStand();
        stands.add(stand);
        return stand;
    }

    @AfterEach
    void close() {
        stands.forEach(RunStand::close);
    }
}
