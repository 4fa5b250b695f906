package io.nightshift.sandbox.contract;

import io.nightshift.core.decode.OpenFormats;

class OpenMutationsTest extends MutationSuite {

    OpenMutationsTest() {
        super("open", OpenFormats.all());
    }
}
