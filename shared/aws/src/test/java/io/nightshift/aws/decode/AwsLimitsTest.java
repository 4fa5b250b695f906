package io.nightshift.aws.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.decode.UnpackLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.fuzz.CostMeter;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Payloads that are large on purpose: served where they can be, refused with a reason where not. */
class AwsLimitsTest {

    private static final int MEGABYTE = 1024 * 1024;

    private static final String TOGETHER =
            "unpacks, together with what was unpacked before it, to more than 1048576 bytes and 64 times what was packed";

    private final Decoders decoders = new Decoders(AwsFormats.all());

    @Test
    void aGigabyteInAMegabyteOfGzipIsRefusedWhileItUnpacks() {
        var bomb = Made.packed(new byte[MEGABYTE], 1024);
        assertThat(bomb.length()).isLessThan(2 * MEGABYTE);
        var decoded = decoders.decode(Made.payload("{\"awslogs\":{\"data\":\"" + bomb + "\"}}"));
        assertThat(decoded.signals()).isEmpty();
        assertThat(decoded.rejected())
                .containsExactly(new Rejected(
                        "$", "CloudWatch Logs subscription: $.awslogs.data unpacks to more than 10485760 bytes"));
    }

    @Test
    void aSmallBombIsRefusedAfterTheFirstMebibyte() {
        var bomb = Made.packed(new byte[MEGABYTE], 9);
        var decoded = decoders.decode(Made.payload("{\"awslogs\":{\"data\":\"" + bomb + "\"}}"));
        assertThat(decoded.rejected())
                .containsExactly(new Rejected("$", "CloudWatch Logs subscription: $.awslogs.data " + TOGETHER));
    }

    @Test
    void bombsInTheMessagesOfABatchAreCountedTogether() {
        var bomb = Json.obj()
                .with(
                        "awslogs",
                        Json.obj()
                                .with("data", Made.packed("[1,1]".repeat(40_000).getBytes(UTF_8))));
        var message = Json.obj().with("eventSource", "aws:sqs").with("body", bomb.text());
        var batch = Json.obj().with("Records", Json.arr(Collections.nCopies(400, message)));
        var decoded = decoders.decode(Made.payload(batch.text()));
        assertThat(decoded.rejected()).hasSize(400);
        assertThat(decoded.rejected().getFirst().reason()).contains("not JSON");
        assertThat(decoded.rejected().getLast().reason()).contains(TOGETHER);
    }

    @Test
    void manySmallBombsAreCountedTogetherAndTheRecordBeforeThemIsServed() {
        var good = Json.of(Made.packed(Made.logBatch(Made.line("1", "x")).bytes()));
        var bomb = Json.of(Made.packed(new byte[MEGABYTE], 9));
        var records = IntStream.range(0, 10)
                .mapToObj(i -> Json.obj()
                        .with("eventSource", "aws:kinesis")
                        .with("awsRegion", "eu-central-1")
                        .with("kinesis", Json.obj().with("data", i == 0 ? good : bomb)))
                .toList();
        var decoded = decoders.decode(
                Made.payload(Json.obj().with("Records", Json.arr(records)).text()));
        assertThat(decoded.signals()).hasSize(1);
        assertThat(decoded.rejected()).hasSize(9);
        assertThat(decoded.rejected().getLast())
                .isEqualTo(new Rejected("$.Records[9]", "$.Records[9].kinesis.data " + TOGETHER));
    }

    @Test
    void aBatchOfNineMegabytesIsServed() {
        var lines = IntStream.range(0, 9)
                .mapToObj(i -> Made.line("id-" + i, random(MEGABYTE)))
                .toArray(Json[]::new);
        var decoded = decoders.decode(Made.subscription(Made.logBatch(lines).bytes()));
        assertThat(decoded.rejected()).isEmpty();
        assertThat(decoded.signals())
                .hasSize(9)
                .allSatisfy(signal -> assertThat(((Signal.LogLine) signal).message())
                        .hasSizeLessThan(2_100)
                        .endsWith("… (" + (MEGABYTE - 2_000) + " characters left out)"));
    }

    /** Letters that gzip cannot make much shorter, as it cannot those of a log. */
    private static String random(int length) {
        return new Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void linesBeyondTheLimitAreRejectedAndNotLost() {
        var lines = IntStream.range(0, UnpackLimit.MOST_LINES + 5)
                .mapToObj(i -> Made.line("id-" + i, "x"))
                .toArray(Json[]::new);
        var decoded = decoders.decode(Made.subscription(Made.logBatch(lines).bytes()));
        assertThat(decoded.signals()).hasSize(UnpackLimit.MOST_LINES);
        assertThat(decoded.rejected())
                .containsExactly(new Rejected(
                        "$.awslogs.data.logEvents", "5 lines are not read; of one payload the first 10000 are"));
    }

    @Test
    void theLinesOfAllBatchesOfOnePayloadAreCountedTogether() {
        var lines = IntStream.range(0, 3_400)
                .mapToObj(i -> Made.line("id-" + i, "x"))
                .toArray(Json[]::new);
        var record = Json.obj()
                .with("eventSource", "aws:kinesis")
                .with("awsRegion", "eu-central-1")
                .with(
                        "kinesis",
                        Json.obj().with("data", Made.packed(Made.logBatch(lines).bytes())));
        var stream = Json.obj().with("Records", Json.arr(Collections.nCopies(3, record)));
        var decoded = decoders.decode(Made.payload(stream.text()));
        assertThat(decoded.signals()).hasSize(UnpackLimit.MOST_LINES);
        assertThat(decoded.rejected())
                .containsExactly(new Rejected(
                        "$.Records[2].kinesis.data.logEvents",
                        "200 lines are not read; of one payload the first 10000 are"));
    }

    @Test
    void aSmallGzipOfVeryManyTinyValuesIsRefusedWithoutMuchMemory() {
        for (var tiny : List.of("{}", "[]", "1", "\"\"", "{\"id\":1}")) {
            var many = "[" + (tiny + ",").repeat(MEGABYTE / 8) + "1]";
            var payload = Made.payload("{\"awslogs\":{\"data\":\"" + Made.packed(many.getBytes(UTF_8)) + "\"}}");
            var reading = new CostMeter().read(() -> decoders.decode(payload));
            assertThat(reading.result().orElseThrow().rejected().getFirst().reason())
                    .contains("more than 42000 values");
            assertThat(reading.bytes() - 64L * payload.body().length).as(tiny).isLessThan(16 * MEGABYTE);
        }
    }

    @Test
    void whatAFirstBatchOfTinyValuesUsedUpIsNotThereForASecond() {
        var many = "[" + "1,".repeat(40_000) + "1]";
        var record = Json.obj()
                .with("eventSource", "aws:kinesis")
                .with("kinesis", Json.obj().with("data", Made.packed(many.getBytes(UTF_8))));
        var stream = Json.obj().with("Records", Json.arr(record, record));
        var rejected = decoders.decode(Made.payload(stream.text())).rejected();
        assertThat(rejected.get(0).reason()).doesNotContain("values");
        assertThat(rejected.get(1).reason()).contains("more than 1998 values");
    }

    @Test
    void aPayloadOfSixMegabytesIsServedWithItsTextClipped() {
        var payload =
                Made.sampleWith("cloudwatch/metric-alarm.json", "[99.50160229693434 (20", "x".repeat(6 * MEGABYTE));
        var decoded = decoders.decode(payload);
        assertThat(decoded.rejected()).isEmpty();
        assertThat(((Signal.Alarm) decoded.signals().getFirst()).reason()).hasSizeLessThan(2_100);
    }

    @Test
    void aPayloadBeyondTheParsersLimitIsRejected() {
        var payload =
                Made.sampleWith("cloudwatch/metric-alarm.json", "Threshold Crossed: 1 out", "x".repeat(9 * MEGABYTE));
        assertThat(decoders.decode(payload).rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).contains("at most 8388608 are accepted"));
    }

    @Test
    void aNameTooLongToBeTrueIsRefusedForItWouldNameSomethingElseWhenClipped() {
        var payload = Made.sampleWith("cloudwatch/metric-alarm.json", "ServerCpuTooHigh", "x".repeat(2_000));
        assertThat(decoders.decode(payload).rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).contains("$.resources[0]"));
    }

    @Test
    void envelopesInsideEachOtherEndAfterSix() {
        var message = "{}";
        for (int i = 0; i < 9; i++) {
            message = Json.obj()
                    .with("Type", "Notification")
                    .with("TopicArn", "arn:aws:sns:eu-central-1:111122223333:alarms")
                    .with("Message", message)
                    .text();
        }
        assertThat(decoders.decode(Made.payload(message)).rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).contains("more than 6 envelopes"));
    }

    @Test
    void clippingDoesNotCutACharacterInHalf() {
        assertThat(TextLimit.clipped("ab😀cd", 3)).isEqualTo("ab… (4 characters left out)");
        assertThat(TextLimit.clipped("ab😀cd", 4)).isEqualTo("ab😀… (2 characters left out)");
        assertThat(TextLimit.clipped("abcd", 4)).isEqualTo("abcd");
    }
}
