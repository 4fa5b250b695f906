package io.nightshift.cost.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.cost.detect.DailyCosts;
import io.nightshift.cost.detect.SeriesKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BillingFilesTest {

    private static final String HEAD =
            "ChargePeriodStart,ServiceName,BillingCurrency,EffectiveCost,SubAccountId,RegionId,ChargeCategory,ProviderName,Extra\n";

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static DailyCosts of(BillingData data, String service) {
        return data.series().stream()
                .filter(series -> series.key().service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addsUpUsageByDayAndSeriesInUtc() throws Exception {
        var file = file("odd [1]*.csv", HEAD + """
                2024-09-18 22:00:00,EC2,USD,1.5,12345678901,eu-central-1,Usage,AWS,x
                2024-09-18T22:00:00.000Z,EC2,USD,2.5,12345678901,EU-Central-1,usage,AWS,"a ""quoted"", one"
                2024-09-18T23:30:00-02:00,EC2,usd,4,012345678901,eu-central-1,Usage,AWS,x
                9/20/2024,S3,USD,1,012345678901,NULL,Tax,AWS,x
                9/20/2024,S3,USD,-1,012345678901,NULL,Usage,AWS,x
                """);

        var data = BillingFiles.read(List.of(file));

        assertThat(data.warnings())
                .containsExactly(file + ": 1 row has a negative cost, which lowers the cost of the day");
        var compute = of(data, "EC2");
        assertThat(compute.key()).isEqualTo(new SeriesKey("AWS", "012345678901", "EC2", "eu-central-1", "USD"));
        assertThat(compute.first()).isEqualTo(LocalDate.of(2024, 9, 18));
        assertThat(compute.at(0)).isEqualTo(4);
        assertThat(compute.at(1)).isEqualTo(4);
        assertThat(of(data, "S3").key().region()).isEmpty();
        assertThat(of(data, "S3").at(2)).isEqualTo(-1);
    }

    @Test
    void namesWhatItLeavesOut() throws Exception {
        var file = file("bad.csv", HEAD + """
                2024-09-18,EC2,USD,1,1,,Usage,AWS,x
                yesterday,EC2,USD,1,1,,Usage,AWS,x
                2024-09-19,EC2,USD,NaN,1,,Usage,AWS,x
                2024-09-19,EC2,USD,NULL,1,,Usage,AWS,x
                2024-09-19,EC2,USD,2,1,,Usage,AWS,x
                """);

        var data = BillingFiles.read(List.of(file));

        assertThat(of(data, "EC2").at(1)).isEqualTo(2);
        assertThat(data.warnings())
                .containsExactly(
                        file
                                + ": 1 row has a ChargePeriodStart that is no time, such as 2026-11-30T00:00:00Z, left out",
                        file + ": 2 rows have a cost that is no number, left out");
    }

    private static String month(int extra) {
        var rows = IntStream.rangeClosed(1, 28)
                .boxed()
                .flatMap(day -> IntStream.range(0, 4)
                        .mapToObj(i -> "2025-02-%02d,S%d,USD,%d.%d,1,r,Usage,AWS,x\n".formatted(day, i, day, i)))
                .toList();
        return HEAD + String.join("", rows) + rows.stream().limit(4L * extra).collect(Collectors.joining());
    }

    @Test
    void countsADayOnceThatIsThereTwice() throws Exception {
        var file = file("twice.csv", month(2));

        var data = BillingFiles.read(List.of(file));

        assertThat(of(data, "S3").at(0)).isEqualTo(1.3);
        assertThat(of(data, "S3").at(27)).isEqualTo(28.3);
        assertThat(data.warnings())
                .containsExactly(file
                        + ": every row of 2 days from 2025-02-01 to 2025-02-02 is there twice, and is counted once");
    }

    @Test
    void countsHoursAndMachinesThatCostTheSameEach() throws Exception {
        var rows = new StringBuilder(HEAD);
        for (var service : List.of("EC2", "S3", "RDS")) {
            for (int hour = 0; hour < 24; hour++) {
                for (var machine : List.of("i-1", "i-2")) {
                    rows.append(
                            "2025-02-01T%02d:00:00Z,%s,USD,0.5,1,r,Usage,AWS,%s\n".formatted(hour, service, machine));
                }
            }
        }

        var data = BillingFiles.read(List.of(file("hourly.csv", rows.toString())));

        assertThat(of(data, "EC2").at(0)).isEqualTo(24);
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void countsAFileOnceThatWasDownloadedTwice() throws Exception {
        var one = file("a.csv", month(0));
        var two = file("b.csv", month(0));

        var data = BillingFiles.read(List.of(one, two));

        assertThat(of(data, "S3").at(0)).isEqualTo(1.3);
        assertThat(data.warnings()).containsExactly(two + ": is the same as " + one + ", and is counted once");
    }

    @Test
    void readsGzipAndWhatIsLeftOfIt() throws Exception {
        var whole = folder.resolve("whole.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write(month(0).getBytes(StandardCharsets.UTF_8));
        }
        var bytes = Files.readAllBytes(whole);
        var cut = Files.write(folder.resolve("cut.csv.gz"), java.util.Arrays.copyOf(bytes, bytes.length * 3 / 4));

        assertThat(of(BillingFiles.read(List.of(whole)), "S1").at(27)).isEqualTo(28.1);
        var left = BillingFiles.read(List.of(cut));
        assertThat(of(left, "S1").at(0)).isEqualTo(1.1);
        assertThat(left.warnings()).contains(cut + ": ends in the middle; the rows before are counted");
    }

    @Test
    void readsParquetWithTypes() throws Exception {
        var file = folder.resolve("typed.parquet");
        query("COPY (SELECT TIMESTAMPTZ '2025-01-01 00:00:00+00' + INTERVAL (i) HOUR AS \"ChargePeriodStart\", 'EC2' AS"
                + " \"ServiceName\", 'USD' AS \"BillingCurrency\", CAST(1.5 AS DECIMAL(20, 8)) AS \"BilledCost\" FROM range(48) t(i)) TO '"
                + file + "'");

        var data = BillingFiles.read(List.of(file));

        assertThat(of(data, "EC2").days()).isEqualTo(2);
        assertThat(of(data, "EC2").at(1)).isEqualTo(36);
    }

    private static void query(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(sql);
        }
    }

    @Test
    void readsAmortisedCostsOfCur2() throws Exception {
        var file = file("cur2.csv", """
                line_item_usage_start_date,line_item_usage_account_id,product_servicecode,product_region_code,line_item_line_item_type,line_item_unblended_cost,line_item_currency_code,reservation_effective_cost,savings_plan_savings_plan_effective_cost
                2025-01-01T00:00:00.000Z,123456789012,AmazonEC2,us-east-1,Usage,1,USD,,
                2025-01-01T01:00:00.000Z,123456789012,AmazonEC2,us-east-1,DiscountedUsage,0,USD,0.25,
                2025-01-01T02:00:00.000Z,123456789012,AmazonEC2,us-east-1,SavingsPlanCoveredUsage,3,USD,,0.5
                2025-01-01T02:00:00.000Z,123456789012,AmazonEC2,us-east-1,SavingsPlanNegation,-3,USD,,
                2025-01-01T02:00:00.000Z,123456789012,AmazonEC2,us-east-1,Tax,9,USD,,
                """);

        assertThat(of(BillingFiles.read(List.of(file)), "AmazonEC2").at(0)).isEqualTo(1.75);
    }

    @Test
    void takesADayWithoutRowsAsUnknown() throws Exception {
        var file = file("gap.csv", HEAD + "2025-01-01,EC2,USD,1,1,,Usage,AWS,x\n2025-01-03,EC2,USD,1,1,,Usage,AWS,x\n");

        assertThat(of(BillingFiles.read(List.of(file)), "EC2").at(1)).isNaN();
    }

    @Test
    void readsTheExportOfBigQuery() throws Exception {
        var file = file("bigquery.csv", """
                billing_account_id,service.description,sku.id,usage_start_time,project.id,location.region,cost,currency,cost_type,credits
                0X,Compute Engine,A,2025-01-01 00:00:00 UTC,shop,europe-west1,3.5,EUR,regular,"[{""name"":""SUD"",""amount"":-0.5},{""amount"":""-1e0""}]"
                0X,Compute Engine,A,2025-01-01 01:00:00 UTC,shop,europe-west1,1,EUR,regular,[]
                0X,Compute Engine,A,2025-01-01 01:00:00 UTC,shop,europe-west1,9,EUR,tax,
                """);

        var compute = of(BillingFiles.read(List.of(file)), "Compute Engine");

        assertThat(compute.key())
                .isEqualTo(new SeriesKey("Google Cloud", "shop", "Compute Engine", "europe-west1", "EUR"));
        assertThat(compute.at(0)).isEqualTo(3);
    }

    @Test
    void namesAFileThatCannotBeUsedAndServesTheOthers() throws Exception {
        var good = file("good.csv", HEAD + "2025-01-01,EC2,USD,1,1,,Usage,AWS,x\n");
        var other = file("other.csv", "a,b\n1,2\n");

        var data = BillingFiles.read(List.of(other, good));

        assertThat(of(data, "EC2").at(0)).isEqualTo(1);
        assertThat(data.warnings())
                .containsExactly(
                        other
                                + ": has no column ChargePeriodStart, ServiceName, BillingCurrency, EffectiveCost or BilledCost; it has a, b; the other files are read");
    }

    @Test
    void namesAFileThatIsHalfWritten() throws Exception {
        var file = file("half.csv", HEAD + "2025-01-01,EC2,USD,1,1,,Usage,AWS,x\n2025-01-02,EC2,US");

        var data = BillingFiles.read(List.of(file));

        assertThat(of(data, "EC2").days()).isEqualTo(1);
        assertThat(data.warnings())
                .containsExactly(file + ": ends in the middle of a row; a row that is not whole is left out");
    }

    @Test
    void takesTheNewerFileOfAMonthThatIsThereTwice() throws Exception {
        var older = file("a-old.csv", month(0));
        var newer = file("b-new.csv", month(0).replace("2025-02-28,S3,USD,28.3", "2025-02-28,S3,USD,99"));

        var data = BillingFiles.read(List.of(newer, older));

        assertThat(of(data, "S3").at(27)).isEqualTo(99);
        assertThat(of(data, "S3").at(0)).isEqualTo(1.3);
        assertThat(data.warnings())
                .containsExactly(
                        older + ": " + newer + " states 28 days from 2025-02-01 to 2025-02-28 again; its costs count");
    }

    @Test
    void addsUpChunksOfAnExport() throws Exception {
        var rows = month(0).substring(HEAD.length()).lines().toList();
        var odd = new StringBuilder(HEAD);
        var even = new StringBuilder(HEAD);
        for (int i = 0; i < rows.size(); i++) {
            (i % 2 == 0 ? even : odd).append(rows.get(i)).append('\n');
        }

        var data = BillingFiles.read(List.of(file("c-1.csv", odd.toString()), file("c-2.csv", even.toString())));

        assertThat(of(data, "S3").at(27)).isEqualTo(28.3);
        assertThat(data.warnings()).isEmpty();
    }

    @Test
    void namesRowsThatAreNotWhole() throws Exception {
        var file = file("torn.csv", HEAD + """
                2025-01-01,EC2,USD,1,1,,Usage,AWS,x
                2025-01-01,EC2
                2025-01-01,EC2,USD,2,1,,Usage,AWS,x
                """);

        var data = BillingFiles.read(List.of(file));

        assertThat(of(data, "EC2").at(0)).isEqualTo(3);
        assertThat(data.warnings())
                .containsExactly(
                        file + ": 1 row has not as many columns as the first one, left out; the first is line 3");
    }

    @Test
    void namesCurrenciesGapsAndAnExportThatStopped() throws Exception {
        var file = file("stopped.csv", HEAD + """
                2025-01-01,EC2,USD,1,1,,Usage,AWS,x
                2025-01-03,,USD,-1,1,,Usage,AWS,x
                2025-01-09,Compute,EUR,1,1,,Usage,Google,x
                """);

        assertThat(BillingFiles.read(List.of(file)).warnings())
                .containsExactly(
                        file + ": 1 row has a negative cost, which lowers the cost of the day",
                        file + ": 1 row has no ServiceName, and counts as a service without a name",
                        "the costs are in EUR, USD; each currency is judged on its own",
                        "AWS (USD): its export stopped, 2025-01-03 is the last day, 6 days before the newest",
                        "AWS (USD): 1 day between 2025-01-01 and 2025-01-03 has no row, and is not judged");
    }

    @Test
    void readsAFolderOfChunks() throws Exception {
        var data = Files.createDirectories(folder.resolve("data/BILLING_PERIOD=2025-02"));
        Files.writeString(data.resolve("c-1.csv"), HEAD + "2025-02-01,EC2,USD,1,1,,Usage,AWS,x\n");
        Files.writeString(data.resolve("c-2.csv"), HEAD + "2025-02-01,EC2,USD,2,1,,Usage,AWS,x\n");
        Files.writeString(data.resolve("manifest.json"), "{}");

        assertThat(of(BillingFiles.read(List.of(folder)), "EC2").at(0)).isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithAFileThatCannotBeUsed() throws Exception {
        var missing = folder.resolve("missing.csv");
        var empty = file("empty.csv", "");
        var other = file("other.csv", "a,b\n1,2\n");
        var undated = file("undated.csv", HEAD + "soon,EC2,USD,1,1,,Usage,AWS,x\n");
        var torn = file("torn.csv", HEAD + "2025-01-01,EC2,US");
        var noGzip = file("no.csv.gz", "plain");

        assertRefused(missing, missing + ": there is no such file");
        assertRefused(empty, empty + ": is empty");
        assertRefused(
                other,
                other
                        + ": has no column ChargePeriodStart, ServiceName, BillingCurrency, EffectiveCost or BilledCost; it has a, b");
        assertRefused(
                undated,
                "there is no row of usage with a day and a cost: " + undated
                        + ": 1 row has a ChargePeriodStart that is no time, such as 2026-11-30T00:00:00Z, left out");
        assertRefused(
                torn,
                "there is no row of usage with a day and a cost: " + torn
                        + ": has no row of usage; " + torn
                        + ": ends in the middle of a row; a row that is not whole is left out");
        assertRefused(noGzip, noGzip + ": is no gzip file");
        assertRefused(
                Files.createDirectory(folder.resolve("none")),
                folder.resolve("none") + ": has no .csv, .csv.gz or .parquet file");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> BillingFiles.read(List.of(file)))
                .isInstanceOf(BillingException.class)
                .hasMessage(message);
    }
}
