package io.nightshift.demo;

import io.nightshift.core.json.Json;
import java.time.Duration;
import java.util.List;

/**
 * The result of the demo.
 *
 * @param unanswered requests of users without a response in time
 * @param whole whether every ledger chain is verified
 */
public record DemoReport(List<VersionResult> versions, long unanswered, boolean whole, Duration took) {

    public DemoReport {
        versions = List.copyOf(versions);
    }

    /** Reports whether the good versions have or had all traffic, the bad ones have none, and the ledger is unaltered. */
    public boolean isAsItShould() {
        return whole
                && versions.stream()
                        .skip(1)
                        .allMatch(one -> one.matter().equals(VersionResult.GOOD)
                                ? one.share() == 100
                                : one.share() == 0 && one.quarantined());
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with(
                        "versions",
                        Json.arr(versions.stream().map(VersionResult::toJson).toList()))
                .with("unanswered", unanswered)
                .with("chainsWhole", whole)
                .with("millis", took.toMillis());
    }
}
