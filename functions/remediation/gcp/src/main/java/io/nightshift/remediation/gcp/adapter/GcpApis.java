package io.nightshift.remediation.gcp.adapter;

import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.run.RunCalls;

/** The clients that the adapters use. None of them is bound to a region: each call contains it. */
public record GcpApis(RunCalls run, SqlCalls sql, ComputeCalls compute, JsonRest rest) implements AutoCloseable {

    public static GcpApis of(GcpClients clients) {
        return new GcpApis(RunCalls.of(clients), SqlCalls.of(clients), ComputeCalls.of(clients), new JsonRest(clients));
    }

    @Override
    public void close() {
        run.close();
    }
}
