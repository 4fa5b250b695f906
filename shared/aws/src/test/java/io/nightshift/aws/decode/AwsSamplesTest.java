package io.nightshift.aws.decode;

import io.nightshift.sandbox.contract.SampleSuite;

class AwsSamplesTest extends SampleSuite {

    AwsSamplesTest() {
        super("aws", AwsFormats.all());
    }
}
