package io.nightshift.demo;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * The result of one version.
 *
 * @param matter its effect on the users
 * @param outcome of its promotion; empty for the first version
 * @param reason why it ended so
 * @param highest its largest share, in percent
 * @param share its share at the end of its promotion
 * @param back the time from its first traffic to the end of its rollback
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
