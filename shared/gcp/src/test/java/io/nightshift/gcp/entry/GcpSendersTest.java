package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.gcp.GcpMember;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which subscription speaks for which project. */
final class GcpSendersTest {

    private static final String SHOPS = "projects/ops-prod/subscriptions/of-the-shop";
    private static final String SINK = "projects/ops-prod/subscriptions/logs";
    private static final String ANY = "projects/ops-prod/subscriptions/anybody";

    private static final GcpMembers MEMBERS = new GcpMembers(
            List.of(
                    new GcpMember("shop-prod", "a@shop-prod.iam.gserviceaccount.com", Set.of(SHOPS)),
                    new GcpMember("data-prod", "a@data-prod.iam.gserviceaccount.com", Set.of())),
            Set.of(SINK));
    private static final MemberAccounts ACCOUNTS = MEMBERS.accounts(Set.of("ops-prod"));
    private static final GcpSenders SENDERS = new GcpSenders(ACCOUNTS, MEMBERS);

    /** A log entry of a project, about a Cloud Run service of the other. */
    private static String entry(String log, String subject) {
        return """
                {"logName": "projects/%s/logs/run.googleapis.com%%2Fstderr", "insertId": "a1",
                 "timestamp": "2026-11-21T01:00:00Z", "severity": "ERROR", "textPayload": "boom",
                 "resource": {"type": "cloud_run_revision", "labels": {"project_id": "%s",
                  "location": "europe-west1", "service_name": "checkout", "revision_name": "checkout-3"}}}
                """.formatted(log, subject);
    }

    private static Decoded pushed(String subscription, String data) {
        var body = Json.obj()
                .with("subscription", subscription)
                .with(
                        "message",
                        Json.obj()
                                .with("messageId", "1")
                                .with("publishTime", "2026-11-21T01:00:00Z")
                                .with(
                                        "data",
                                        Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))));
        return decoded(new Payload(Payloads.bytes(body.text()), Map.of()));
    }

    private static Decoded decoded(Payload payload) {
        return SENDERS.admit(payload, HttpEventHandler.decoders().decode(payload));
    }

    private static List<String> projects(Decoded decoded) {
        return decoded.signals().stream()
                .map(Signal::origin)
                .map(origin -> origin.account())
                .toList();
    }

    private static void assertRefused(Decoded decoded) {
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).extracting(Rejected::reason).anyMatch(said -> said.contains("member account"));
    }

    @Test
    void aSubscriptionOfAMemberSpeaksForItAndForNoOther() {
        assertThat(projects(pushed(SHOPS, entry("shop-prod", "shop-prod")))).containsExactly("shop-prod");
        assertRefused(pushed(SHOPS, entry("data-prod", "data-prod")));
        assertRefused(pushed(SHOPS, entry("ops-prod", "ops-prod")));
    }

    @Test
    void anEntryOfASinkSpeaksForTheProjectOfItsLog() {
        assertThat(projects(pushed(SINK, entry("data-prod", "data-prod")))).containsExactly("data-prod");
        assertThat(projects(pushed(SINK, entry("ops-prod", "ops-prod")))).containsExactly("ops-prod");
    }

    @Test
    void aLabelInAnEntryDoesNotReachAnotherProject() {
        assertRefused(pushed(SINK, entry("data-prod", "shop-prod")));
        assertRefused(pushed(SINK, entry("other-prod", "shop-prod")));
        assertRefused(pushed(SINK, entry("shop-prod", "ops-prod")));
    }

    @Test
    void othersSpeakForTheHostsProjectsOnly() {
        assertThat(projects(pushed(ANY, entry("ops-prod", "ops-prod")))).containsExactly("ops-prod");
        assertRefused(pushed(ANY, entry("shop-prod", "shop-prod")));
        assertRefused(decoded(new Payload(Payloads.bytes(entry("shop-prod", "shop-prod")), Map.of())));
        assertThat(projects(pushed(ANY, entry("other-prod", "other-prod")))).containsExactly("other-prod");
    }

    @Test
    void aCloudEventOfASubscriptionCountsLikeThePush() {
        var event = Json.obj()
                .with("specversion", "1.0")
                .with("id", "1")
                .with("type", "google.cloud.pubsub.topic.v1.messagePublished")
                .with("source", "//pubsub.googleapis.com/projects/ops-prod/topics/t")
                .with("time", "2026-11-21T01:00:00Z")
                .with(
                        "data",
                        Json.obj()
                                .with("subscription", SHOPS)
                                .with(
                                        "message",
                                        Json.obj()
                                                .with("messageId", "1")
                                                .with("publishTime", "2026-11-21T01:00:00Z")
                                                .with(
                                                        "data",
                                                        Base64.getEncoder()
                                                                .encodeToString(entry("shop-prod", "shop-prod")
                                                                        .getBytes(StandardCharsets.UTF_8)))));
        assertThat(projects(decoded(new Payload(Payloads.bytes(event.text()), Map.of()))))
                .containsExactly("shop-prod");
    }

    @Test
    void accountsOfTwoCloudsAreKeptApart() {
        var both = ACCOUNTS.and(MemberAccounts.of(Cloud.AWS, Set.of("shop-prod"), Set.of()));
        assertThat(both.members()).allMatch(account -> account.cloud() == Cloud.GCP);
        assertThat(both.own()).hasSize(2);
    }
}
