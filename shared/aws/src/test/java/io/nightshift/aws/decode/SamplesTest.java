package io.nightshift.aws.decode;

import io.nightshift.sandbox.contract.SampleSuite;

class SamplesTest extends SampleSuite {

    SamplesTest() {
        super("aws", AwsFormats.all());
    }
}
