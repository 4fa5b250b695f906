package io.nightshift.remediation.gcp;

import io.nightshift.gcp.entry.EventFunction;
import io.nightshift.sandbox.gcp.FunctionProcess;

/** The function with its clock ahead, so that the lease of a dead worker has ended without anybody waiting for it. */
public final class RemediationAheadFunction extends EventFunction {

    public RemediationAheadFunction() {
        super(RemediationFunction.handler(FunctionProcess.clockAhead()));
    }
}
