package io.nightshift.backup;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.core.guard.GuardrailSettings.Approval;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the backups of a database are verified: the plan of a run, which the policy's section writes.
 *
 * @param source of the backups, with the keys of its kind
 * @param place where they are restored, with the keys of the source's kind
 * @param rpo how old the data of the newest backup may be; empty if nothing is promised
 * @param rto how long a restore may take until the first query; empty if nothing is promised
 * @param key the key that has to encrypt the backup; empty if any
 * @param copies where a copy of the backup has to be
 * @param checks in the order in which they are performed
 * @param smallest the share in percent of the usual size below which a backup is suspect
 * @param expiry how long a restored database may exist
 * @param price of the restored database
 * @param answers whether the provider waits for the verdict
 * @param approval who agrees before anything is restored
 * @param page the channel for on-call
 */
public record BackupSpec(
        Json.Obj source,
        Json.Obj place,
        Optional<Duration> rpo,
        Optional<Duration> rto,
        Optional<String> key,
        List<String> copies,
        List<BackupCheck> checks,
        int smallest,
        Duration expiry,
        Optional<Price> price,
        boolean answers,
        Optional<Approval> approval,
        String page) {

    /** The stage under which the policy knows the approval of a verification. */
    public static final String STAGE = "verification";

    public BackupSpec {
        copies = List.copyOf(copies);
        checks = List.copyOf(checks);
    }

    /**
     * What a restored database costs.
     *
     * @param hourly in the currency of the two caps
     * @param perRun the most that one verification may cost
     * @param perMonth the most that all verifications of the entry in a month may cost
     */
    public record Price(BigDecimal hourly, Optional<BigDecimal> perRun, Optional<BigDecimal> perMonth) {

        /** What that time costs, rounded up to whole hours, as providers without seconds do. */
        BigDecimal of(Duration time) {
            long hours = Math.max(1, (time.toSeconds() + 3599) / 3600);
            return hourly.multiply(BigDecimal.valueOf(hours));
        }

        Json.Obj toJson() {
            return Json.obj()
                    .with("hourly", hourly.toPlainString())
                    .withOptional(
                            "perRun", perRun.map(BigDecimal::toPlainString).orElse(null))
                    .withOptional(
                            "perMonth", perMonth.map(BigDecimal::toPlainString).orElse(null));
        }

        static Price read(View json) throws JsonException {
            return new Price(amount(json.at("hourly")), optional(json.at("perRun")), optional(json.at("perMonth")));
        }

        private static Optional<BigDecimal> optional(View json) throws JsonException {
            return json.exists() ? Optional.of(amount(json)) : Optional.empty();
        }

        private static BigDecimal amount(View json) throws JsonException {
            try {
                return new BigDecimal(json.text());
            } catch (NumberFormatException e) {
                throw json.wrong("an amount such as 0.25");
            }
        }
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("source", source)
                .with("place", place)
                .with("copies", Json.strings(copies))
                .with(
                        "checks",
                        Json.arr(checks.stream().map(BackupCheck::toJson).toList()))
                .with("smallest", smallest)
                .with("expirySeconds", expiry.toSeconds())
                .with("answers", answers)
                .with("page", page)
                .withOptional("key", key.orElse(null));
        if (rpo.isPresent()) {
            json = json.with("rpoSeconds", rpo.get().toSeconds());
        }
        if (rto.isPresent()) {
            json = json.with("rtoSeconds", rto.get().toSeconds());
        }
        if (price.isPresent()) {
            json = json.with("price", price.get().toJson());
        }
        return approval.isPresent() ? json.with("approval", approval.get().toJson()) : json;
    }

    public static BackupSpec read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        var checks = new ArrayList<BackupCheck>();
        for (var check : view.at("checks").items()) {
            checks.add(BackupCheck.read(check));
        }
        return new BackupSpec(
                view.at("source").object(),
                view.at("place").object(),
                seconds(view.at("rpoSeconds")),
                seconds(view.at("rtoSeconds")),
                view.at("key").optionalText(),
                view.at("copies").strings(),
                checks,
                (int) view.at("smallest").integer(),
                Duration.ofSeconds(view.at("expirySeconds").integer()),
                view.at("price").exists() ? Optional.of(Price.read(view.at("price"))) : Optional.empty(),
                view.at("answers").bool(),
                Approval.read(view.at("approval")),
                view.at("page").textOr(""));
    }

    private static Optional<Duration> seconds(View json) throws JsonException {
        return json.exists() ? Optional.of(Duration.ofSeconds(json.integer())) : Optional.empty();
    }
}
