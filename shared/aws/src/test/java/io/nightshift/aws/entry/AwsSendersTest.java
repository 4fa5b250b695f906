package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.decode.SqsBatch;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may send a signal about which account. The host's account is that of the samples. */
final class AwsSendersTest {

    private static final String HOST = AwsStandIn.ACCOUNT;
    private static final String SHOP = "222233334444";
    private static final String DATA = "333344445555";
    private static final String OTHER = "999900001111";
    private static final String QUEUE = "arn:aws:sqs:eu-central-1:111122223333:signals";

    private static final MemberAccounts ACCOUNTS = MemberAccounts.of(Cloud.AWS, Set.of(HOST), Set.of(SHOP, DATA));
    private static final AwsSenders SENDERS = new AwsSenders("eu-central-1", ACCOUNTS, Set.of(QUEUE));

    private static String sample(String path) {
        return new String(Payloads.sample("aws/" + path), StandardCharsets.UTF_8);
    }

    private static String alarm(String account) {
        return sample("cloudwatch/auto-scaling-group.json").replace(HOST, account);
    }

    /** SNS's envelope around a text, from a topic of that account. */
    private static String published(String account, String message) {
        return Json.obj()
                .with("Type", "Notification")
                .with("MessageId", "0a1b2c3d-0000-0000-0000-000000000000")
                .with("TopicArn", "arn:aws:sns:eu-central-1:" + account + ":alarms")
                .with("Timestamp", "2026-11-21T01:00:00.000Z")
                .with("Message", message)
                .text();
    }

    private static String toFunction(String account, String message) {
        var envelope = parsed(published(account, message));
        return Json.obj()
                .with(
                        "Records",
                        Json.arr(List.of(Json.obj()
                                .with("EventSource", "aws:sns")
                                .with("EventVersion", "1.0")
                                .with("Sns", envelope))))
                .text();
    }

    private static Json parsed(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static Decoded invoked(String event) {
        var payload = Payload.of(Payloads.bytes(event));
        var decoded = LambdaEventHandler.decoders("eu-central-1").decode(payload);
        return SENDERS.admit(View.of(parsed(event)), decoded);
    }

    private static Decoded queued(String queue, String body) {
        try {
            var batch = new String(Payloads.batch(body), StandardCharsets.UTF_8).replace(QUEUE, queue);
            var message = SqsBatch.messages(View.of(parsed(batch)), LambdaEventHandler.decoders("eu-central-1"))
                    .getFirst();
            return SENDERS.admit(message.record(), message.body(), message.decoded());
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> accounts(Decoded decoded) {
        return decoded.signals().stream()
                .map(Signal::origin)
                .map(origin -> origin.account())
                .toList();
    }

    private static void assertRefused(Decoded decoded, String reason) {
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected()).extracting(Rejected::reason).anyMatch(said -> said.contains(reason));
    }

    @Test
    void whatEventBridgeDeliversSpeaksForItsOwnAccount() {
        assertThat(accounts(invoked(alarm(SHOP)))).containsExactly(SHOP);
        assertThat(accounts(queued(QUEUE, alarm(SHOP)))).containsExactly(SHOP);
        assertThat(accounts(invoked(alarm(HOST)))).containsExactly(HOST);
    }

    @Test
    void aMessageOfAnotherQueueSpeaksForTheHostsAccountOnly() {
        var other = "arn:aws:sqs:eu-central-1:111122223333:anybody";
        assertThat(accounts(queued(other, alarm(HOST)))).containsExactly(HOST);
        assertRefused(queued(other, alarm(SHOP)), "member account " + SHOP + " has to come from that account itself");
        assertRefused(queued(other, published(SHOP, alarm(SHOP))), "only names it");
    }

    @Test
    void anAlarmOfATopicSpeaksForTheAccountOfTheTopic() {
        assertThat(accounts(invoked(toFunction(SHOP, alarm(SHOP))))).containsExactly(SHOP);
        assertThat(accounts(queued(QUEUE, published(SHOP, alarm(SHOP))))).containsExactly(SHOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {HOST, SHOP, OTHER})
    void aSenderWhoWritesAnotherAccountIntoAMessageDoesNotReachItsRole(String sender) {
        assertRefused(invoked(toFunction(sender, alarm(DATA))), "member account " + DATA);
        assertRefused(queued(QUEUE, published(sender, alarm(DATA))), "member account " + DATA);
        assertRefused(queued(QUEUE, published(sender, published(DATA, alarm(DATA)))), "member account " + DATA);
    }

    @Test
    void aMemberDoesNotActInTheHostsAccountEither() {
        assertRefused(
                invoked(toFunction(SHOP, alarm(HOST))), "member account " + SHOP + " sent a signal about the host's");
        assertThat(accounts(invoked(toFunction(OTHER, alarm(HOST)))))
                .as("as ever: the host's own topic policy and subscriptions admit it")
                .containsExactly(HOST);
    }

    @Test
    void anArnOfAnotherAccountInsideAnEventDoesNotMoveIt() {
        var mixed = alarm(SHOP)
                .replace("arn:aws:cloudwatch:eu-central-1:" + SHOP, "arn:aws:cloudwatch:eu-central-1:" + DATA);
        assertThat(invoked(mixed).signals()).isEmpty();
    }

    @Test
    void aFindingOfAnotherAccountNeedsAnEventOfThatAccount() {
        var nested = sample("securityhub/custom-action.json")
                .replace("\"account\": \"" + HOST + "\"", "\"account\": \"" + SHOP + "\"")
                .replace("\"AwsAccountId\": \"" + HOST + "\"", "\"AwsAccountId\": \"" + DATA + "\"");
        var undecided = LambdaEventHandler.decoders("").decode(Payload.of(Payloads.bytes(nested)));
        assertThat(accounts(undecided)).contains(DATA);
        assertRefused(invoked(nested), "member account " + DATA);
    }

    @Test
    void theMetricOfAnotherAccountDoesNotOpenItsRole() {
        var event = sample("cloudwatch/metric-of-another-account.json");
        var watched = accounts(LambdaEventHandler.decoders("").decode(Payload.of(Payloads.bytes(event))))
                .getFirst();
        var senders = new AwsSenders(
                "eu-central-1", MemberAccounts.of(Cloud.AWS, Set.of("000000000000"), Set.of(watched, HOST)), Set.of());
        var decoded = LambdaEventHandler.decoders("").decode(Payload.of(Payloads.bytes(event)));
        assertThat(watched).isNotEqualTo(HOST);
        assertRefused(senders.admit(View.of(parsed(event)), decoded), "member account " + watched);
    }

    @Test
    void anAlarmActionSpeaksForTheAccountOfItsAlarm() {
        var action = sample("cloudwatch/lambda-action.json").replace(HOST, SHOP);
        assertThat(accounts(invoked(action))).containsExactly(SHOP);
        assertRefused(queued(QUEUE, action), "member account " + SHOP);
    }

    @Test
    void recordsOfSeveralSendersSpeakForNone() {
        var mixed = toFunction(SHOP, alarm(SHOP)).replace("}]}", "}," + record(DATA) + "]}");
        assertRefused(invoked(mixed), "member account " + SHOP);
    }

    private static String record(String account) {
        var records = toFunction(account, alarm(account));
        return records.substring(records.indexOf('[') + 1, records.lastIndexOf(']'));
    }

    @Test
    void neighboursOfARefusedSignalStay() {
        var both = new Decoded(
                List.of(
                        invoked(alarm(HOST)).signals().getFirst(),
                        invoked(alarm(SHOP)).signals().getFirst()),
                List.of(),
                List.of("a note"));
        var admitted = ACCOUNTS.asserted(both);
        assertThat(accounts(admitted)).containsExactly(HOST);
        assertThat(admitted.rejected()).hasSize(1);
        assertThat(admitted.ignored()).containsExactly("a note");
    }

    @Test
    void anAccountThatIsNotListedStaysAsItWas() {
        assertThat(accounts(invoked(alarm(OTHER)))).containsExactly(OTHER);
        assertThat(accounts(queued("arn:aws:sqs:eu-central-1:111122223333:anybody", alarm(OTHER))))
                .containsExactly(OTHER);
    }
}
