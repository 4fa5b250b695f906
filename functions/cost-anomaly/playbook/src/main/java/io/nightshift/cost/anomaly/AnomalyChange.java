package io.nightshift.cost.anomaly;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/** What an export shows of an anomaly that earlier ones did not show. */
public record AnomalyChange(Status status, AnomalyReport report) {

    /** What is new. */
    public enum Status {
        /** It is there. */
        OPENED,
        /** It goes on, or its money changed. */
        UPDATED,
        /** A restatement took it below its gates: the export does not show it any more. */
        CORRECTED,
        /** The days after it are calm, and old enough to stay so. */
        RECOVERED
    }

    public Json.Obj toJson() {
        return Json.obj().with("status", status.name()).with("report", report.toJson());
    }

    public static AnomalyChange read(View json) throws JsonException {
        return new AnomalyChange(json.at("status").constant(Status.class), AnomalyReport.read(json.at("report")));
    }
}
