package io.nightshift.local.demo.shop;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one version.
 *
 * @param matter what it does to its users
 * @param outcome of its promotion; empty for the version that was there first
 * @param reason why it ended so
 * @param highest the largest share that it was ever given, in percent
 * @param share what it has at the end of its promotion
 * @param back from its first traffic until all of it was taken back
 */
public record VersionResult(
        String tag,
        String matter,
        Optional<Outcome> outcome,
        String reason,
        int highest,
        int share,
        boolean quarantined,
        Optional<Duration> back,
        long requests,
        long failed,
        long slow) {

    static final String GOOD = "good";

    public Json.Obj toJson() {
        return Json.obj()
                .with("version", tag)
                .with("matter", matter)
                .with("outcome", outcome.<Json>map(one -> Json.of(one.name())).orElse(Json.Null.NULL))
                .with("reason", reason)
                .with("maxShare", highest)
                .with("share", share)
                .with("quarantined", quarantined)
                .with("requests", requests)
                .with("failedRequests", failed)
                .with("slowRequests", slow)
                .with(
                        "millisToRollback",
                        back.<Json>map(time -> Json.of(time.toMillis())).orElse(Json.Null.NULL));
    }
}
