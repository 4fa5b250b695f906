package io.nightshift.promotion.kubernetes;

import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Kubernetes as a platform, by the real client against the stand-in. */
final class KubernetesPlatformContractTest extends PlatformSuite {

    private final List<PairStand> stands = new ArrayList<>();

    @Override
    protected TargetUnderTest stand() {
        var stand = new PairStand();
        stands.add(stand);
        return stand;
    }

    @AfterEach
    void close() {
        stands.forEach(PairStand::close);
    }
}
