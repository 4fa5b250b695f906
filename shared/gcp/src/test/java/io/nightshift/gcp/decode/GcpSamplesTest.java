package io.nightshift.gcp.decode;

import io.nightshift.sandbox.contract.SampleSuite;

class GcpSamplesTest extends SampleSuite {

    GcpSamplesTest() {
        super("gcp", GcpFormats.all());
    }
}
