package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.cost.sandbox.FakeCostExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightshift cost} on the files of a small account with a leak in October. */
final class CostCommandTest {

    private static final LocalDate LEAK = LocalDate.parse("2026-10-14");

    @TempDir
    private Path folder;

    private String files;

    @BeforeEach
    void publish() {
        var export = new FakeCostExport(folder.resolve("export"), 7, LocalDate.parse("2026-07-01"));
        export.leak(LEAK, LEAK.plusDays(5), 95);
        export.publish(LocalDate.parse("2026-10-24"));
        files = export.folder().toString();
    }

    private String id() throws Exception {
        return Typed.nightshift("cost", "detect", files, "--json")
                .json()
                .at(0)
                .at("id")
                .text();
    }

    @Test
    void anAnomalyHasItsCausesAndMoreOnRequest() throws Exception {
        var found = Typed.nightshift("cost", "detect", files, "--json").json();
        assertThat(found.items()).hasSize(1);
        var cause = found.at(0).at("causes").at(0);
        assertThat(cause.at("dimension").text()).isEqualTo("usage-type");
        assertThat(cause.at("value").text()).isEqualTo("BoxUsage:p5.4xlarge");
        assertThat(cause.at("percent").integer()).isBetween(80L, 100L);
        assertThat(found.at(0).object().members().keySet())
                .containsExactly(
                        "id",
                        "kind",
                        "series",
                        "start",
                        "end",
                        "detectedOn",
                        "expected",
                        "actual",
                        "impact",
                        "severity",
                        "provisional",
                        "causes");
        assertThat(Typed.nightshift("cost", "detect", files, "--json", "--no-causes")
                        .json()
                        .at(0)
                        .at("causes")
                        .items())
                .isEmpty();
    }

    @Test
    void explainsAndDraws() throws Exception {
        var picture = folder.resolve("anomaly.svg");
        var explained = Typed.nightshift("cost", "explain", id(), files, "--picture", picture.toString());
        assertThat(explained.exit()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("i-0forgotten", "team=data", "usage, not price", "█");
        assertThat(Files.readString(picture)).startsWith("<svg").contains("<polygon", "<polyline");
        var png = folder.resolve("anomaly.png");
        assertThat(Typed.nightshift("cost", "explain", id(), files, "--picture", png.toString())
                        .exit())
                .isZero();
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(Typed.nightshift("cost", "explain", "0123456789ab", files).err())
                .contains("have no anomaly");
    }

    @Test
    void saysWhyADayRaisedNoAlert() throws Exception {
        var quiet = Typed.nightshift("cost", "why-not", files, "--day", "2026-10-05", "--service", "Amazon S3");
        assertThat(quiet.out()).contains("It cost", "let expect", "no anomaly by any threshold");
        var gated = Typed.nightshift(
                "cost",
                "why-not",
                files,
                "--day",
                "2026-10-15",
                "--service",
                "Amazon EC2",
                "--region",
                "eu-west-1",
                "--per-day",
                "5000");
        assertThat(gated.out()).contains("below the thresholds per-day 5000.00");
        assertThat(Typed.nightshift("cost", "why-not", files, "--day", "2026-10-05", "--service", "Amazon S4")
                        .err())
                .contains("did you mean");
    }

    @Test
    void reportsAMonthWithPictures() throws Exception {
        var out = folder.resolve("reports");
        var report = Typed.nightshift("cost", "report", files, "--month", "2026-10", "--out", out.toString(), "--json");
        var month = report.json().at(0);
        assertThat(month.at("anomalies").items()).hasSize(1);
        assertThat(month.at("forecast", "USD", "low").number())
                .isLessThan(month.at("forecast", "USD", "high").number());
        assertThat(month.at("untagged").at(0).at("service").text()).isEqualTo("AWS Lambda");
        assertThat(month.at("untagged").at(0).at("owner").text()).isEmpty();
        assertThat(month.at("commitments").items()).isEmpty();
        assertThat(month.at("stopped").items()).isEmpty();
        assertThat(Files.readString(out.resolve("costs-2026-10.html"))).contains("<svg", "default-src 'none'");
        assertThat(Files.readString(out.resolve("costs-2026-10.md"))).contains("BoxUsage:p5.4xlarge");
    }

    @Test
    void idleNeedsAnAccountAndSaysWhatItCannotReach() {
        var none = Typed.nightshift("cost", "idle");
        assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err())
                .contains("Set NIGHTSHIFT_AWS_ACCOUNT and NIGHTSHIFT_AWS_REGIONS, or NIGHTSHIFT_GCP_PROJECTS");
        var nobody = Map.of(
                "NIGHTSHIFT_GCP_PROJECTS", "shop-prod",
                "NIGHTSHIFT_GCP_ENDPOINT", "http://127.0.0.1:9",
                "NIGHTSHIFT_GCP_GRPC_ENDPOINT", "http://127.0.0.1:9");
        var unreachable = Typed.nightshift(nobody, "cost", "idle", files, "--json");
        assertThat(unreachable.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(unreachable.out().strip()).isEqualTo("[]");
        assertThat(unreachable.err()).contains("shop-prod, disks: no connection to Google Cloud could be opened");
    }

    @Test
    void mistakesAreUsageErrors() {
        assertThat(Typed.nightshift("cost", "detekt", files).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("cost", "detect").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("cost", "why-not", files).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("cost", "report", files, "--month", "October")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("cost", "feedback", "cost-1", "maybe").exit())
                .isEqualTo(ExitCode.USAGE);
    }
}
