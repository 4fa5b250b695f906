package io.nightshift.gcp.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.MutationSuite;

class MutationsTest extends MutationSuite {

    MutationsTest() {
        super("gcp", GcpFormats.all());
    }

    @Override
    protected void check(Signal signal) {
        assertThat(signal.origin().cloud()).isEqualTo(Cloud.GCP);
    }
}
