package io.nightshift.remediation.gcp.adapter;

import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.run.RunCalls;

/** The services that the adapters talk to. None of them is bound to a region: its name is part of each call. */
public record GcpApis(RunCalls run, SqlCalls sql, ComputeCalls compute) implements AutoCloseable {

    public static GcpApis of(GcpClients clients) {
        return new GcpApis(RunCalls.of(clients), SqlCalls.of(clients), ComputeCalls.of(clients));
    }

    @Override
    public void close() {
        run.close();
    }
}
