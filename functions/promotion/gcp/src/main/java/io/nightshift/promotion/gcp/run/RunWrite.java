package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.TrafficSplit;
import java.util.List;

/**
 * A write to a service, with the etag of its read.
 *
 * @param details for the ledger
 * @param mask empty if nothing needs to be written
 */
record RunWrite(Json.Obj details, Service service, List<String> mask) {

    static RunWrite of(Json.Obj details, Service service, List<String> mask) {
        return new RunWrite(details, service, mask);
    }

    static RunWrite traffic(Json.Obj details, LiveService live, TrafficSplit wanted) {
        var edited = live.service().toBuilder()
                .clearTraffic()
                .addAllTraffic(wanted.wire())
                .build();
        return new RunWrite(details, edited, live.asked().sameAs(wanted) ? List.of() : List.of("traffic"));
    }

    Json.Obj send(RunCalls run) throws CallFailed {
        if (mask.isEmpty()) {
            return details.with("changed", false);
        }
        var operation = mask.contains("template") ? run.release(service, mask) : run.update(service, mask);
        return details.with("operation", operation.getName());
    }
}
