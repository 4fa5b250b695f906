package io.nightshift.backup.measure;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one verification measured.
 *
 * @param run the id of its run
 * @param at when it ended
 * @param backup the id of the backup; empty if there was none
 * @param takenAt the time whose data the backup holds; empty if there was none
 * @param verdict of the checks; empty if none was performed
 * @param reason why it is not good, or a summary
 * @param bytes the size of the backup; 0 if it is not known
 * @param rpo how old the data was when the verification began
 * @param firstQuery from the restore call to the first query; zero if there was none
 * @param fullRead from the restore call to the end of the checks
 * @param total from the begin of the run to the removal
 * @param cost what the restored database cost by the policy's hourly price; zero if the policy has none
 * @param canary whether the restored data was damaged first, to test the checks
 */
public record VerificationRecord(
        String run,
        Instant at,
        String backup,
        Optional<Instant> takenAt,
        Optional<BackupVerdict> verdict,
        String reason,
        long bytes,
        Duration rpo,
        Duration firstQuery,
        Duration fullRead,
        Duration total,
        BigDecimal cost,
        boolean canary) {

    public boolean isGood() {
        return !canary && verdict.filter(BackupVerdict.GOOD::equals).isPresent();
    }

    /** Reports whether the checks found the damage of a test. */
    public boolean isFound() {
        return canary && verdict.filter(BackupVerdict.BROKEN::equals).isPresent();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("run", run)
                .with("at", at.toString())
                .with("backup", backup)
                .withOptional("takenAt", takenAt.map(Instant::toString).orElse(null))
                .withOptional("verdict", verdict.map(Enum::name).orElse(null))
                .with("reason", reason)
                .with("bytes", bytes)
                .with("rpoSeconds", rpo.toSeconds())
                .with("firstQueryMillis", firstQuery.toMillis())
                .with("fullReadMillis", fullRead.toMillis())
                .with("totalMillis", total.toMillis())
                .with("cost", cost.toPlainString())
                .with("damaged", canary);
    }

    public static VerificationRecord read(View json) throws JsonException {
        return new VerificationRecord(
                json.at("run").text(),
                json.at("at").instant(),
                json.at("backup").text(),
                json.at("takenAt").exists() ? Optional.of(json.at("takenAt").instant()) : Optional.empty(),
                json.at("verdict").exists()
                        ? Optional.of(json.at("verdict").constant(BackupVerdict.class))
                        : Optional.empty(),
                json.at("reason").text(),
                json.at("bytes").integer(),
                Duration.ofSeconds(json.at("rpoSeconds").integer()),
                Duration.ofMillis(json.at("firstQueryMillis").integer()),
                Duration.ofMillis(json.at("fullReadMillis").integer()),
                Duration.ofMillis(json.at("totalMillis").integer()),
                amount(json.at("cost")),
                json.at("damaged").boolOr(false));
    }

    private static BigDecimal amount(View json) throws JsonException {
        try {
            return new BigDecimal(json.text());
        } catch (NumberFormatException e) {
            throw json.wrong("an amount such as 0.25");
        }
    }
}
