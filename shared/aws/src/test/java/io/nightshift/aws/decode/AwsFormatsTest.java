package io.nightshift.aws.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalJson;
import io.nightshift.sandbox.contract.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwsFormatsTest {

    private final Decoders decoders = new Decoders(AwsFormats.all());

    @Test
    void aStrangerIsRejected() {
        var rejected = decoders.decode(Made.payload("{\"hello\":\"world\"}")).rejected();
        assertThat(rejected).hasSize(1);
        assertThat(rejected.getFirst().reason()).contains("no known payload format");
    }

    @Test
    void logLinesGetTheRegionOfTheFunction() {
        var regional = new Decoders(AwsFormats.all("eu-central-1"));
        var sample = Sample.of("aws", "logs/lambda-subscription.json").payload();
        assertThat(regional.decode(sample).signals())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.origin().region()).isEqualTo("eu-central-1"));
    }

    @Test
    void hostileTextIsKeptAsData() {
        var alarm = (Signal.Alarm)
                decoders.decode(Sample.of("aws", "cloudwatch/hostile-text.json").payload())
                        .signals()
                        .getFirst();
        assertThat(alarm.name()).isEqualTo("*Prod* <!channel> \"DB\" is `down`\n& <https://evil.example|click>\u202e");
        assertThat(alarm.reason()).isEqualTo("line one\nline two <@U123> *bold* \u001b[31mred\u001b[0m");
    }

    @Test
    void aDetailTypeOfAnyTextIsTheNameOfANoticeAndData() {
        var payload =
                Made.sampleWith("eventbridge/unknown-detail-type.json", "Something New Happened", "x; \\n <!channel>");
        assertThat(decoders.decode(payload).signals())
                .singleElement()
                .extracting(Signal::name)
                .isEqualTo("x; \n <!channel>");
    }

    @Test
    void theTokensOfHooksAndCustomRulesAreNotRepeated() {
        for (var sample : List.of("autoscaling/hook-in-a-queue.json", "config/custom-rule.json")) {
            var decoded = decoders.decode(Sample.of("aws", sample).payload());
            assertThat(decoded.signals()).isNotEmpty();
            assertThat(SignalJson.of(decoded).text()).doesNotContain("71514b9d", "a-token-that-nobody-repeats");
        }
    }

    @Test
    void theTokenOfASubscriptionIsNotRepeated() {
        var decoded = decoders.decode(
                Sample.of("aws", "sns/http-subscription-confirmation.json").payload());
        assertThat(SignalJson.of(decoded).text()).doesNotContain("2336412f37fb687f5d51e6e2425c464cefc9497e9f1d9e1d9f");
    }

    @Test
    void thePayloadOfAFailedInvocationIsNotRepeated() {
        var decoded = decoders.decode(
                Sample.of("aws", "lambda/destination-retries-exhausted.json").payload());
        assertThat(SignalJson.of(decoded).text()).doesNotContain("4242424242424242");
    }
}
