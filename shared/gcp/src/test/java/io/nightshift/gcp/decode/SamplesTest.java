package io.nightshift.gcp.decode;

import io.nightshift.sandbox.contract.SampleSuite;

class SamplesTest extends SampleSuite {

    SamplesTest() {
        super("gcp", GcpFormats.all());
    }
}
