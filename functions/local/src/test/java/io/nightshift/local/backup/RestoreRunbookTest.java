package io.nightshift.local.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.backup.policy.BackupPolicies;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runbook in {@code docs/} is what the command writes for the example policy. */
class RestoreRunbookTest {

    private static final Path DOCS = Path.of(System.getProperty("nightshift.root"), "docs");
    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");

    private static VerificationHistory good(String backup, String takenAt, Duration firstQuery) {
        var at = NOW.minus(Duration.ofHours(1));
        var taken = Instant.parse(takenAt);
        return new VerificationHistory(List.of(new VerificationRecord(
                "backup-0a1b2c3d4e5f",
                at,
                backup,
                Optional.of(taken),
                Optional.of(BackupVerdict.GOOD),
                "good",
                1_000_000,
                Duration.between(taken, at),
                firstQuery,
                firstQuery.plusMinutes(7),
                firstQuery.plusMinutes(9),
                BigDecimal.ONE,
                false)));
    }

    @Test
    void theRunbookOfTheExampleIsPublished() throws IOException {
        var text = Files.readString(DOCS.resolve("examples/backups.yaml"));
        var entries = BackupPolicies.of(((Parsed.Valid) Functions.PARSER.parse(text)).policy());
        var histories = Map.of(
                "shop-files", good("shop-2026-11-30.dump.gpg", "2026-11-30T02:00:00Z", Duration.ofMinutes(4)),
                "ledger", good("20261130", "2026-11-30T04:58:00Z", Duration.ofMinutes(11)),
                "orders", good("rds:orders-2026-11-30-03-05", "2026-11-30T03:05:00Z", Duration.ofMinutes(38)),
                "stock", good("projects/shop-prod/backups/b1", "2026-11-30T01:12:00Z", Duration.ofMinutes(17)));
        var page = new RestoreRunbook(entries, histories, NOW).markdown();
        assertThat(page).contains("rds:orders-2026-11-30-03-05", "38 min");
        var file = DOCS.resolve("runbooks/restore.md");
        if (Boolean.getBoolean("nightshift.publish")) {
            Files.writeString(file, page);
        }
        assertThat(file).as("run again with -Dnightshift.publish=true").hasContent(page);
    }
}
