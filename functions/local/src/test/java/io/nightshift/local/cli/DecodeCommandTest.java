package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecodeCommandTest {

    private static final Path ALARM = Typed.ROOT.resolve("events/aws/cloudwatch/metric-alarm.json");

    @TempDir
    private Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Decodes a bad file between two good ones: both have to be served, whatever the bad one is. */
    private View between(Path bad) throws Exception {
        return between(bad, ExitCode.OK);
    }

    private View between(Path bad, int exit) throws Exception {
        var typed = Typed.nightshift("decode", ALARM.toString(), bad.toString(), ALARM.toString(), "--json");
        assertThat(typed.exit()).isEqualTo(exit);
        assertThat(typed.err()).isEmpty();
        var files = typed.json();
        assertThat(files.items()).hasSize(3);
        assertThat(files.at(0).at("signals").items()).hasSize(1);
        assertThat(files.at(2).at("signals").items()).hasSize(1);
        assertThat(files.at(1).at("file").text()).isEqualTo(bad.toString());
        assertThat(files.at(1).at("signals").items()).isEmpty();
        return files.at(1).at("rejected");
    }

    private String reason(Path bad) throws Exception {
        var rejected = between(bad);
        assertThat(rejected.items()).hasSize(1);
        return rejected.at(0).at("reason").text();
    }

    @Test
    void printsOneObjectForEachFileWithTheFieldsThatAreDocumented() throws Exception {
        var typed = Typed.nightshift("decode", ALARM.toString(), "--json");

        assertThat(typed.exit()).isZero();
        assertThat(typed.json().isArray()).isTrue();
        var signal = typed.json().at(0).at("signals").at(0);
        assertThat(signal.at("type").text()).isEqualTo("alarm");
        assertThat(signal.at("id").text()).contains("ServerCpuTooHigh");
        assertThat(signal.at("time").text()).isEqualTo("2026-11-20T03:04:40.989Z");
        assertThat(signal.at("origin").texts())
                .containsEntry("cloud", "aws")
                .containsEntry("account", "111122223333")
                .containsEntry("region", "eu-central-1");
        assertThat(signal.at("subject").text()).isEqualTo("ec2:instance/i-0abcd1234ef567890");
    }

    @Test
    void truncatedJsonNamesThePlace() throws Exception {
        var whole = Files.readString(ALARM);
        assertThat(reason(file("truncated.json", whole.substring(0, 400)))).contains("line");
    }

    @Test
    void aWrongEncodingIsRejectedNotGuessed() throws Exception {
        var whole = Files.readString(ALARM);
        assertThat(reason(file("utf16.json", whole.getBytes(StandardCharsets.UTF_16))))
                .contains("UTF-8");
        var latin = "{\"AlarmName\":\"Über\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reason(file("latin1.json", latin))).contains("UTF-8");
    }

    @Test
    void anEmptyFileAndAMissingOneAreOneRejectionEach() throws Exception {
        assertThat(reason(file("empty.json", ""))).isNotBlank();
        assertThat(between(folder.resolve("nowhere.json"), ExitCode.UNAVAILABLE)
                        .at(0)
                        .at("reason")
                        .text())
                .contains("there is no such file");
    }

    @Test
    void aMissingFileIsTheSameExitCodeInEachCommand() {
        var missing = folder.resolve("nowhere.json").toString();
        for (var command : new String[] {"decode", "replay", "explain"}) {
            var policy = Typed.ROOT.resolve("docs/nightshift.example.yaml").toString();
            assertThat(Typed.nightshift(command, missing, "--policy", policy).exit())
                    .as(command)
                    .isEqualTo(ExitCode.UNAVAILABLE);
        }
    }

    @Test
    void sixMegabytesAreDecodedLikeOneKilobyte() throws Exception {
        var large = Files.readString(ALARM).replace("Threshold Crossed", "x".repeat(3_000_000));
        var typed = Typed.nightshift("decode", file("large.json", large).toString(), "--json");

        assertThat(typed.json().at(0).at("signals").items()).hasSize(1);
        assertThat(typed.out().length()).as("the reason is cut").isLessThan(100_000);
    }

    @Test
    void nineMegabytesAreTooMuchAndSaidSo() throws Exception {
        var huge = Files.readString(ALARM).replace("Threshold Crossed", "x".repeat(4_500_000));
        assertThat(reason(file("huge.json", huge))).contains("8388608");
    }

    @Test
    void aZipBombInALogBatchIsNotUnpacked() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            var zeros = new byte[1024 * 1024];
            for (int i = 0; i < 300; i++) {
                gzip.write(zeros);
            }
        }
        var data = Base64.getEncoder().encodeToString(packed.toByteArray());
        var batch = Json.obj().with("awslogs", Json.obj().with("data", data));

        assertThat(reason(file("bomb.json", batch.bytes()))).contains("unpack");
    }

    @Test
    void anArnOfAnotherAccountIsRejected() throws Exception {
        var other = Typed.ROOT.resolve("events/aws/cloudwatch/arn-of-another-account.json");
        assertThat(reason(other)).contains("account");
    }

    @Test
    void hostileNamesCannotFakeALineOrMoveTheCursor() throws Exception {
        var name = "x\n2026-11-20  alarm  faked\u001b[2J\u202e`rm -rf`<!channel>\"'";
        var hostile = Files.readString(ALARM)
                .replace("\"ServerCpuTooHigh\"", Json.of(name).text());
        var typed = Typed.nightshift("decode", file("hostile.json", hostile).toString());

        assertThat(typed.exit()).isZero();
        assertThat(typed.out().lines()).hasSize(2);
        assertThat(typed.out()).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    @Test
    void strictEndsWithOneWhenSomethingWasRejected() throws Exception {
        var bad = file("bad.json", "{").toString();
        assertThat(Typed.nightshift("decode", bad, "--strict").exit()).isEqualTo(ExitCode.NO);
        assertThat(Typed.nightshift("decode", ALARM.toString(), "--strict").exit())
                .isZero();
        assertThat(Typed.nightshift("decode", bad).out()).contains("rejected");
    }

    @Test
    void showsByThePolicyWhatASignalIsAboutAndItsRules() throws Exception {
        var alert = Files.writeString(folder.resolve("alert.json"), """
                {"version": "4", "groupKey": "{}:{}", "status": "firing", "receiver": "n", "groupLabels": {},
                 "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager.example:9093",
                 "alerts": [{"status": "firing", "labels": {"alertname": "HostDown", "host": "i-0abcd1234ef567890"},
                   "annotations": {}, "startsAt": "2026-11-20T03:04:40.123Z", "endsAt": "0001-01-01T00:00:00Z",
                   "generatorURL": "http://prometheus.example/graph", "fingerprint": "00000000000000d1"}]}
                """);
        var policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                subjects: [{labels: {host: "i-*"}, kind: "ec2:instance", name: "{host}"}]
                rules: [{name: down, match: {kinds: ["ec2:instance"]}, ladder: [{action: reboot-instance}]}]
                """);
        var home = Map.of("NIGHTSHIFT_AWS_ACCOUNT", "111122223333", "NIGHTSHIFT_AWS_REGIONS", "eu-central-1");
        var typed = Typed.nightshift(
                home,
                "decode",
                alert.toString(),
                "--policy",
                policy.toString(),
                "--received",
                "2026-11-20T06:04:40.123Z");
        assertThat(typed.out())
                .contains("aws:111122223333:eu-central-1:ec2:instance/i-0abcd1234ef567890")
                .contains("    rule down; too old: 3 h, the limit is 1 h");
        var replayed = Typed.nightshift(home, "replay", alert.toString(), "--policy", policy.toString());
        assertThat(replayed.out())
                .contains("aws:111122223333:eu-central-1:ec2:instance/i-0abcd1234ef567890", "STARTED");
    }
}
