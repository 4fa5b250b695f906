package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code serve} with members: its senders hold a token, and no provider attests them. */
final class MemberSignalsTest {

    private static final String HOST = "111122223333";
    private static final String SHOP = "222233334444";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "NIGHTSHIFT_AWS_ACCOUNT",
            HOST,
            "NIGHTSHIFT_AWS_REGIONS",
            "eu-central-1",
            "NIGHTSHIFT_MEMBER_ACCOUNTS",
            "[{\"role\": \"arn:aws:iam::" + SHOP + ":role/nightshift\", \"externalId\": \"shop-id\"}]");

    private static final String POLICY = """
            version: 1
            defaults: {max-age: 3650d, page: ops}
            channels:
              ops: {kind: console}
            subjects:
              - labels: {vm: "i-*", owner: "*"}
                kind: ec2:instance
                name: "{vm}"
                account: "{owner}"
                region: eu-central-1
            rules:
              - name: nightly
                schedule: {cron: "0 3 * * *", time-zone: UTC}
                target: {kind: "ec2:instance", name: i-0abcd1234ef567890, account: "222233334444", region: eu-central-1}
                ladder: [{action: reboot-instance}]
              - name: all
                match: {}
                ladder: [{action: reboot-instance}]
            """;

    private final HostSettings settings = settings();
    private final Rules rules = LocalHost.ports(
                    Functions.ALL,
                    new InMemoryLedger(),
                    (run, name, at) -> {},
                    settings,
                    new FunctionHost(
                            InstantSource.fixed(Instant.parse("2026-11-21T03:30:00Z")),
                            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)))
            .rules();

    private static Policy policy() {
        return switch (Functions.PARSER.parse(POLICY)) {
            case Parsed.Valid(var policy, var ignored) -> policy;
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.toString());
        };
    }

    private static HostSettings settings() {
        try {
            return HostSettings.read(Functions.ALL, ENVIRONMENT, policy());
        } catch (HostSettings.Invalid e) {
            throw new AssertionError(e);
        }
    }

    private Decoded posted(String body) {
        return KnownFormats.decoders()
                .checked(settings.accounts()::asserted)
                .decode(Payload.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sample(String name) {
        try {
            return Files.readString(Path.of(System.getProperty("nightshift.root", "../.."))
                    .resolve("events")
                    .resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Decoded decoded) {
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).extracting(Rejected::reason).anyMatch(said -> said.contains(SHOP));
    }

    /** An alert of Alertmanager with these labels. */
    private static String alert(String labels) {
        return """
                {"version": "4", "groupKey": "g", "status": "firing", "receiver": "nightshift", "groupLabels": {},
                 "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://alertmanager:9093",
                 "alerts": [{"status": "firing", "fingerprint": "f1", "startsAt": "2026-11-21T03:00:00Z",
                  "endsAt": "0001-01-01T00:00:00Z", "annotations": {}, "generatorURL": "http://prometheus:9090",
                  "labels": {"alertname": "Down", %s}}]}
                """.formatted(labels);
    }

    @Test
    void aPostedEventOfAMemberIsRejectedAndOneOfTheHostIsNot() {
        var event = sample("aws/cloudwatch/auto-scaling-group.json");
        assertThat(posted(event).signals()).hasSize(1);
        assertRefused(posted(event.replace(HOST, SHOP)));
    }

    @Test
    void aLabelThatNamesAResourceOfAMemberIsRejected() {
        var named = "\"nightshift_resource\": \"aws:%s:eu-central-1:ec2:instance/i-0abcd1234ef567890\"";
        assertThat(posted(alert(named.formatted(HOST))).signals()).hasSize(1);
        assertRefused(posted(alert(named.formatted(SHOP))));
    }

    private Signal mapped(String owner) {
        var alert = posted(alert("\"vm\": \"i-0abcd1234ef567890\", \"owner\": \"" + owner + "\""));
        return rules.identify(alert.signals().getFirst());
    }

    @Test
    void aMappingOfLabelsDoesNotLeadIntoAMember() {
        assertThat(mapped(HOST).origin().account()).isEqualTo(HOST);
        assertThat(mapped("999900001111").origin().account())
                .as("refused by the adapters")
                .isEqualTo("999900001111");
        assertThat(mapped(SHOP).origin().account()).isEmpty();
    }

    @Test
    void aScheduleOfThePolicyReachesAMember() {
        var due = rules.due(Instant.parse("2026-11-21T03:30:00Z")).getFirst();
        assertThat(rules.identify(due).origin().account()).isEqualTo(SHOP);
    }
}
