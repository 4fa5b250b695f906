package io.nightshift.rotation.gcp;

import io.nightshift.gcp.entry.EventFunction;
import io.nightshift.sandbox.gcp.FunctionProcess;

/** The function with its clock ahead, so that the lease of a dead worker has ended without anybody waiting for it. */
public final class RotationAheadFunction extends EventFunction {

    public RotationAheadFunction() {
        super(RotationFunction.handler(FunctionProcess.clockAhead()));
    }
}
