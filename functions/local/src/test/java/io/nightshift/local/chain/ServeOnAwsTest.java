package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.Functions;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sql.SqlLedger;
import io.nightshift.story.StoryLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real CloudWatch alarm event by HTTP to {@code serve}, which acts through the real AWS SDK and sees the alarm recover. */
final class ServeOnAwsTest {

    private static final Path EVENT =
            Path.of(System.getProperty("nightshift.root", "../.."), "events/aws/cloudwatch/auto-scaling-group.json");
    private static final String SECRET = "canary-of-the-aws-secret";

    @TempDir
    private Path folder;

    @Test
    void theGroupOfAnAlarmGrowsOnceAndTheRecoveryIsSeen() throws Exception {
        try (var aws = new AwsStandIn();
                var processes = new Processes(folder)) {
            aws.place(
                    Instance.running("i-1"),
                    Instance.running("i-2"),
                    Group.of("web", 5, "i-1", "i-2"),
                    new Alarm("GroupCpuTooHigh", false, "ALARM", "Threshold Crossed"),
                    new Watched("GroupCpuTooHigh", "AWS/EC2", "CPUUtilization", 50, List.of(99.5)));
            int port = ChildProcess.freePort();
            serve(processes, aws, port);
            assertThat(post(port)).contains("\"kind\":\"STARTED\"");
            assertThat(post(port)).contains("\"kind\":\"DUPLICATE\"");
            aws.place(new Alarm("GroupCpuTooHigh", false, "OK", "Threshold Crossed"));
            try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
                Processes.await(
                        "the run is resolved",
                        Duration.ofSeconds(60),
                        () -> run(ledger).outcome().equals(Optional.of(Outcome.RESOLVED)));
                assertThat(run(ledger).acts()).isEqualTo(1);
                assertThat(Functions.ALL.story(ledger, run(ledger)))
                        .extracting(StoryLine::text)
                        .contains("looked at the alarm: UNWELL (CPUUtilization 99.5, threshold 50)");
                assertThat(Audit.verify(ledger, run(ledger).id()).faults()).isEmpty();
            }
            assertThat(aws.thing(Group.class, "group/web").desired()).isEqualTo(3);
            assertThat(processes.log("serve")).doesNotContain(SECRET);
        }
    }

    private static Run run(SqlLedger ledger) {
        return ledger.runs(Optional.empty(), 10).items().getFirst();
    }

    private static String post(int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                    .POST(HttpRequest.BodyPublishers.ofFile(EVENT))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void serve(Processes processes, AwsStandIn aws, int port) throws IOException {
        Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults: {max-age: 3650d, mode: act, page: ops, soak: 1s}
                channels:
                  ops: {kind: console}
                rules:
                  - name: group-too-small
                    match: {name: "GroupCpuTooHigh"}
                    ladder:
                      - {action: scale-out-group, wait: 1s}
                """);
        processes.serve(
                "serve",
                port,
                Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY",
                        SECRET,
                        "NIGHTSHIFT_AWS_ACCOUNT",
                        AwsStandIn.ACCOUNT,
                        "NIGHTSHIFT_AWS_REGIONS",
                        AwsStandIn.REGION,
                        "NIGHTSHIFT_AWS_ENDPOINT",
                        aws.endpoint().toString()));
    }
}
