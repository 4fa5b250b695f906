package io.nightshift.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million rows dumped, restored and checked; {@code -Dnightshift.backup.rows=N} for another number. */
final class MillionRowsTest {

    @Test
    void areDumpedRestoredAndChecked(@TempDir(factory = MemoryFolder.class) Path folder) throws Exception {
        int rows = Integer.getInteger("nightshift.backup.rows", 1_000_000);
        try (var shop = Shop.open(folder, rows)) {
            var baseline =
                    CheckBaseline.EMPTY.after(Shop.check(shop.database("shop"), CheckBaseline.EMPTY, Shop.LEARNING)
                            .results());
            var file = folder.resolve("shop.dump");
            shop.tool("shop", "pg_dump", "-Fc", "-Z1", "-f", file.toString());
            try (var restored = new DumpRestore(shop.tools, folder, Clock.systemUTC())
                    .restore(DumpFile.of(file), DumpExpectation.of(CheckBaseline.EMPTY))) {
                assertThat(restored.verdict()).as(restored.results().toString()).isEqualTo(BackupVerdict.GOOD);
                var report = Shop.check(restored.database().orElseThrow(), baseline);
                assertThat(report.findings()).isEmpty();
                assertThat(report.results().stream()
                                .filter(result -> result.check().equals("row-counts"))
                                .findFirst()
                                .orElseThrow()
                                .counts())
                        .containsEntry("public.orders", (long) rows);
            }
        }
    }
}
