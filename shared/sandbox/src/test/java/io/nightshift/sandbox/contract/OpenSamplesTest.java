package io.nightshift.sandbox.contract;

import io.nightshift.core.decode.OpenFormats;

/** Here and not in core, for core cannot depend on the sandbox that holds the suite. */
class OpenSamplesTest extends SampleSuite {

    OpenSamplesTest() {
        super("open", OpenFormats.all());
    }
}
