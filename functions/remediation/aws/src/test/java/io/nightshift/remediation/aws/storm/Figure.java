package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.Json;

/** @param better {@code lower} or {@code higher} */
record Figure(String name, double value, String unit, String better) {
    Json toJson() {
        return Json.obj()
                .with("name", name)
                .with("value", Json.of(value))
                .with("unit", unit)
                .with("better", better);
    }
}
