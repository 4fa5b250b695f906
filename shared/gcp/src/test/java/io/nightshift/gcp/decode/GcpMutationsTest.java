package io.nightshift.gcp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.MutationSuite;

class GcpMutationsTest extends MutationSuite {

    GcpMutationsTest() {
        super("gcp", GcpFormats.all());
    }

    @Override
    protected void check(Signal signal) {
        // A name of Container Registry says nothing of project and region.
        assertThat(signal.origin().cloud()).isIn(Cloud.GCP, Cloud.NONE);
        if (signal.origin().cloud() == Cloud.NONE) {
            assertThat(signal)
                    .isInstanceOfSatisfying(
                            Signal.ImagePush.class,
                            push -> assertThat(push.image()).matches("([a-z]+\\.)?gcr\\.io/.*"));
        }
    }
}
