package io.nightshift.aws.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import io.nightshift.sandbox.contract.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Machine;

/** The EventBridge rules of {@code infra/aws}, as Terraform evaluates them, run by EventBridge's own matcher. */
final class EventPatternsTest {

    private static final String RULE = "aws_cloudwatch_event_rule";
    private static final Pattern ADDRESS = Pattern.compile("module\\.intake\\[\"(\\w+)\"]\\.\\w+\\.this\\[\"(.+)\"]");

    /** Damaged or hostile: a pattern cannot see that, and they belong in the dead letters. */
    private static final Set<String> UNREADABLE =
            Set.of("cloudwatch/arn-of-another-account.json", "cloudwatch/unknown-state.json", "ecr/hostile-name.json");

    /** Decoded as notices of any source: they come where somebody writes a pattern for them. */
    private static final Set<String> OF_YOUR_OWN = Set.of(
            "eventbridge/emr-serverless-job.json",
            "eventbridge/event-with-resource.json",
            "eventbridge/own-event.json",
            "eventbridge/scheduled-rule.json",
            "eventbridge/scheduler.json",
            "eventbridge/unknown-detail-type.json");

    /** A leaked key is also for the function that rotates it. */
    private static final String LEAK = "health/credentials-exposed.json";

    private static final EvaluatedInfra INFRA = EvaluatedInfra.of("aws-modules-nightshift");

    private final Decoders decoders = new Decoders(AwsFormats.all());
    private final Machine rules = Machine.builder().build();

    @BeforeEach
    void addTheRules() throws IOException, JsonException {
        for (var rule : INFRA.attributes(RULE, "event_pattern").entrySet()) {
            rules.addRule(
                    functionAndGroup(rule.getKey()), rule.getValue().object().text());
        }
    }

    private static String functionAndGroup(String address) {
        var parts = ADDRESS.matcher(address);
        assertThat(parts.matches()).as(address).isTrue();
        return parts.group(1) + "/" + parts.group(2);
    }

    static Stream<Sample> events() {
        return Sample.all("aws").stream().filter(Sample::isJson).filter(sample -> {
            try {
                return EventBridgeEvent.isOne(View.of(sample.json()));
            } catch (JsonException e) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("events")
    void eachSampleReachesItsFunctionByOneRule(Sample sample) throws Exception {
        var matched = rules.rulesForJSONEvent(new String(sample.bytes(), UTF_8));
        assertThat(matched.remove("rotation/leaks"))
                .as(sample.name())
                .isEqualTo(sample.name().equals(LEAK));
        var decoded = decoders.decode(sample.payload());
        if (decoded.signals().isEmpty() || isOfNoUse(decoded) || OF_YOUR_OWN.contains(sample.name())) {
            assertThat(matched).as(sample.name()).hasSize(UNREADABLE.contains(sample.name()) ? 1 : 0);
        } else {
            assertThat(matched).as(sample.name()).singleElement().asString().startsWith(function(decoded) + "/");
        }
    }

    /** Promotion ignores a push without a tag: it belongs to no channel. */
    private static boolean isOfNoUse(Decoded decoded) {
        return decoded.signals().stream()
                .allMatch(signal ->
                        signal instanceof Signal.ImagePush push && push.tag().isEmpty());
    }

    private static String function(Decoded decoded) {
        var images = decoded.signals().stream()
                .allMatch(signal -> signal instanceof Signal.ImagePush || signal instanceof Signal.ImageScan);
        return images ? "promotion" : "remediation";
    }

    static Stream<EventBridgeFormat> formats() {
        return AwsFormats.all().stream()
                .filter(EventBridgeFormat.class::isInstance)
                .map(EventBridgeFormat.class::cast)
                .filter(format -> !(format instanceof IgnoredEvent));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void eachTypeThatIsDecodedComesByOneRuleAndOnlyFromItsSource(EventBridgeFormat format) throws Exception {
        var source = format.source().equals("aws.SERVICE") ? "aws.ec2" : format.source();
        for (var type : format.detailTypes()) {
            assertThat(rules.rulesForJSONEvent(event(source, type))).as(type).hasSize(1);
            assertThat(rules.rulesForJSONEvent(event("shop.orders", type)))
                    .as(type)
                    .isEmpty();
        }
    }

    /** With the members that images have. */
    private static String event(String source, String type) {
        return Json.obj()
                .with("source", source)
                .with("detail-type", type)
                .with(
                        "detail",
                        Json.obj()
                                .with("repository-name", "shop/web")
                                .with("action-type", "PUSH")
                                .with("result", "SUCCESS")
                                .with("image-tag", "v1"))
                .text();
    }

    @Test
    void eachRuleLeadsToTheQueueOfItsFunction() throws JsonException {
        var targets = INFRA.attributes("aws_cloudwatch_event_target", "arn");
        assertThat(targets).hasSameSizeAs(INFRA.attributes(RULE, "event_pattern"));
        for (var target : targets.entrySet()) {
            var function = functionAndGroup(target.getKey()).split("/")[0];
            assertThat(target.getValue().text()).endsWith(":nightshift-" + function);
        }
    }

    @Test
    void anExceptionNamesASampleThatExists() {
        var names = new ArrayList<String>();
        events().forEach(sample -> names.add(sample.name()));
        assertThat(names).containsAll(UNREADABLE).containsAll(OF_YOUR_OWN);
    }
}
