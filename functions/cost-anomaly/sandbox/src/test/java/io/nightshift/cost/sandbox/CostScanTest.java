package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.CostSpec.CostBudget;
import io.nightshift.cost.CostSpec.ExpectedWindow;
import io.nightshift.cost.anomaly.SeriesMatch;
import io.nightshift.cost.explain.PriceSplit.Verdict;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports from morning to morning: what is found, explained, told, corrected and closed. */
class CostScanTest {

    private static final LocalDate LEAK = CostNight.TODAY.plusDays(3);

    private final CostNight night;

    CostScanTest(@TempDir Path folder) {
        night = new CostNight(folder);
    }

    private void with(List<ExpectedWindow> windows, List<CostBudget> budgets, boolean drops, Optional<String> changes) {
        var spec = night.spec;
        night.spec = new CostSpec(
                spec.source(),
                spec.perDay(),
                spec.total(),
                spec.percent(),
                drops,
                spec.owners(),
                spec.page(),
                spec.digest(),
                spec.digestChannel(),
                spec.quiet(),
                windows,
                budgets,
                changes);
    }

    @Test
    void quietCostsAreNotTold() {
        night.mornings(4);
        assertThat(night.titles()).isEmpty();
        assertThat(night.anomalies()).isEmpty();
    }

    @Test
    void aLeakIsFoundExplainedRoutedAndToldOnce() throws JsonException {
        night.export.leak(LEAK, LEAK.plusDays(60), 90);
        night.mornings(9);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Cost anomaly"))
                .hasSize(1);
        var first = night.messenger.deliveries().getFirst().message();
        assertThat(first.title()).contains("Amazon EC2 in eu-west-1", "since " + LEAK);
        assertThat(first.channel()).isEqualTo("data");
        assertThat(String.join("\n", first.lines()))
                .contains("BoxUsage:p5.4xlarge", "i-0forgotten", "usage, not price", "provisional", "by month end");
        assertThat(night.anomalies()).hasSize(1);
        var explanation = night.progress().explanation();
        assertThat(explanation.split().verdict()).isEqualTo(Verdict.USAGE);
        assertThat(explanation.drivers()).allMatch(driver -> driver.percent() <= 100);
        assertThat(night.anomaly().status()).isNotEqualTo(Status.FINISHED);
    }

    /** The same export read ten times begins and tells nothing twice. */
    @Test
    void readingTheSameExportAgainTellsNothing() {
        night.export.leak(LEAK, LEAK.plusDays(60), 90);
        night.mornings(6);
        int told = night.titles().size();
        for (int i = 0; i < 10; i++) {
            night.scan();
        }
        assertThat(night.titles()).hasSize(told);
        assertThat(night.anomalies()).hasSize(1);
    }

    @Test
    void whatTheProviderTakesBackIsCorrected() {
        night.export.leak(LEAK, LEAK.plusDays(60), 90);
        night.mornings(6);
        assertThat(night.phase()).isIn("OPENED", "GREW");
        night.export.takeBack();
        night.mornings(1);
        assertThat(night.phase()).isEqualTo("CORRECTED");
        night.mornings(4);
        assertThat(night.anomaly().outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Corrected"))
                .hasSize(1);
    }

    @Test
    void whatEndsIsOverWhenItsDaysAreFinal() {
        night.export.leak(LEAK, LEAK.plusDays(4), 90);
        night.mornings(14);
        assertThat(night.titles()).filteredOn(title -> title.startsWith("Over")).hasSize(1);
        assertThat(night.anomaly().outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Cost anomaly"))
                .hasSize(1);
    }

    @Test
    void anExpectedWindowKeepsItQuiet() {
        with(
                List.of(new ExpectedWindow(LEAK, LEAK.plusDays(5), SeriesMatch.ALL, "load test")),
                List.of(),
                false,
                Optional.empty());
        night.export.leak(LEAK, LEAK.plusDays(4), 90);
        night.mornings(12);
        assertThat(night.titles()).isEmpty();
    }

    @Test
    void whatWasExpectedOnceIsNotToldAgain() {
        night.export.leak(LEAK, LEAK.plusDays(2), 90);
        night.export.leak(LEAK.plusDays(16), LEAK.plusDays(18), 90);
        night.mornings(5);
        night.say("expected");
        int told = night.titles().size();
        night.pass(Duration.ofDays(12));
        night.mornings(6);
        assertThat(night.titles()).hasSize(told);
    }

    @Test
    void anExportThatStoppedIsToldOnceAndThatItGoesOn() {
        night.mornings(2);
        for (int day = 0; day < 8; day++) {
            night.scan();
            night.pass(Duration.ofDays(1));
            if (day < 2) {
                assertThat(night.titles()).isEmpty();
            }
        }
        assertThat(night.titles()).hasSize(1).first().asString().startsWith("Costs stopped coming");
        night.mornings(5);
        assertThat(night.titles()).hasSize(2).last().asString().startsWith("Over: costs stopped coming");
        assertThat(night.anomaly().outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void costsThatCannotBeReadAreTold() throws Exception {
        Files.createDirectories(night.export.folder());
        Files.writeString(night.export.folder().resolve("a.csv"), "Day,Cost\n2026-10-01,5\n");
        night.scan();
        assertThat(night.told()).contains("Costs are not watched", "has no column ChargePeriodStart");
    }

    @Test
    void eachThresholdOfABudgetIsToldOnceAMonth() {
        with(
                List.of(),
                List.of(new CostBudget(
                        "all", BigDecimal.valueOf(12000), "", SeriesMatch.ALL, List.of(50, 80, 100), true)),
                false,
                Optional.empty());
        night.pass(Duration.ofDays(16));
        night.mornings(9);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Budget, budget all at 50 %"))
                .hasSize(1);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Budget, budget all at 80 %"))
                .hasSize(1);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Budget forecast"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(night.titles())
                .filteredOn(title -> title.startsWith("Over: budget"))
                .isNotEmpty();
    }

    @Test
    void aDropIsToldOnlyIfThePolicyAsks() {
        for (int day = 3; day < 9; day++) {
            night.export.restate(CostNight.TODAY.plusDays(day), 0.1);
        }
        night.mornings(8);
        assertThat(night.titles()).isEmpty();
        with(List.of(), List.of(), true, Optional.empty());
        night.mornings(3);
        assertThat(night.titles()).isNotEmpty().allMatch(title -> title.startsWith("Cost drop"));
        night.mornings(8);
        assertThat(night.anomalies()).allMatch(run -> run.outcome().isPresent());
    }

    private static final String CLOUD_TRAIL = """
            {"Records": [{"eventVersion": "1.11", "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/bob",
            "accountId": "111122223333", "userName": "bob"}, "eventTime": "%sT09:12:00Z", "eventSource": "ec2.amazonaws.com",
            "eventName": "RunInstances", "awsRegion": "eu-west-1", "sourceIPAddress": "203.0.113.5",
            "requestParameters": {"instanceType": "p5.4xlarge"},
            "responseElements": {"instancesSet": {"items": [{"instanceId": "i-0forgotten"}]}},
            "eventID": "6f9c0d1e-0000-4000-8000-000000000001", "readOnly": false, "eventType": "AwsApiCall",
            "managementEvent": true, "recipientAccountId": "111122223333", "eventCategory": "Management"}]}
            """;

    @Test
    void theChangeNearItsStartIsNamedFromCloudTrailFiles() throws Exception {
        var folder = Files.createDirectories(night.folder.resolve("trail"));
        Files.writeString(folder.resolve("a.json"), CLOUD_TRAIL.formatted(LEAK));
        Files.writeString(folder.resolve("b.json"), CLOUD_TRAIL.formatted(LEAK.minusDays(20)));
        with(List.of(), List.of(), false, Optional.of(folder.toString()));
        night.export.leak(LEAK, LEAK.plusDays(60), 90);
        night.mornings(6);
        assertThat(night.progress().explanation().changes()).hasSize(1);
        assertThat(night.told()).contains("Changed near its start: " + LEAK + "T09:12:00Z RunInstances", "bob");
    }

    @Test
    void theChangeNearItsStartIsNamedFromSignals() throws Exception {
        night.export.leak(LEAK, LEAK.plusDays(60), 90);
        night.mornings(4);
        night.change(LEAK, "RunInstances", "ec2:instance", "i-0forgotten");
        night.change(LEAK, "CreateBucket", "s3:bucket", "other");
        night.mornings(3);
        var changes = night.progress().explanation().changes();
        assertThat(changes).isNotEmpty();
        assertThat(changes.getFirst().what()).isEqualTo("RunInstances ec2:instance/i-0forgotten");
    }

    /** It comes again while it lasts, with another date. */
    @Test
    void oneAnomalyOfAProviderIsOneThread() {
        night.provider("2026-10-09", "100");
        night.provider("2026-10-10", "120");
        night.provider("2026-10-10", "120");
        assertThat(night.titles()).hasSize(1);
        night.provider("2026-10-11", "900");
        assertThat(night.titles()).hasSize(2).last().asString().startsWith("Grew");
    }
}
