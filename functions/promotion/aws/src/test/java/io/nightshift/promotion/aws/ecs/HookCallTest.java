package io.nightshift.promotion.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HookCallTest {

    /** As AWS documents it, but for the account. */
    private static final String QUESTION = """
            {
              "executionId": "a2b3c4d5-e6f7-8901-abcd-ef1234567890",
              "lifecycleStage": "PRE_PRODUCTION_TRAFFIC_SHIFT",
              "resourceArn": "arn:aws:ecs:us-west-2:123456789012:service-deployment/shop/web/EZe5RNVLH6PPzHXINuP28",
              "executionDetails": {
                "serviceArn": "arn:aws:ecs:us-west-2:123456789012:service/shop/web",
                "targetServiceRevisionArn": "arn:aws:ecs:us-west-2:123456789012:service-revision/shop/web/9313423515462893900",
                "testTrafficWeights": {},
                "productionTrafficWeights": {
                  "arn:aws:ecs:us-west-2:123456789012:service-revision/shop/web/9313423515462893900": 0,
                  "arn:aws:ecs:us-west-2:123456789012:service-revision/shop/web/1920498462936580504": 100
                }
              }
            }
            """;

    private static HookCall of(String text) throws JsonException {
        return HookCall.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void theDocumentedQuestionIsRead() throws JsonException {
        var call = of(QUESTION);
        assertThat(call.service().origin()).isEqualTo(Origin.aws("123456789012", "us-west-2"));
        assertThat(call.service().name()).isEqualTo("shop/web");
        assertThat(call.id()).isEqualTo("EZe5RNVLH6PPzHXINuP28");
        assertThat(call.weight()).contains(0.0);
        assertThat(call.weights())
                .isEqualTo(Map.of(
                        call.revision(),
                        0.0,
                        call.revision().replace("9313423515462893900", "1920498462936580504"),
                        100.0));
    }

    @Property(tries = 500)
    void bytesAreNoQuestion(@ForAll byte[] payload) {
        assertThatThrownBy(() -> HookCall.of(payload)).isInstanceOf(JsonException.class);
    }

    /** Whatever is cut out of it. */
    @Property(tries = 1000)
    void whatIsReadIsOfOneServiceWithAllItNeeds(
            @ForAll @IntRange(max = 1_200) int from, @ForAll @IntRange(min = 1, max = 40) int length) {
        int begin = Math.min(from, QUESTION.length());
        var cut = QUESTION.substring(0, begin) + QUESTION.substring(Math.min(QUESTION.length(), begin + length));
        try {
            var call = of(cut);
            assertThat(call.revision()).contains("/" + call.service().name() + "/");
            assertThat(call.deployment()).contains("/" + call.service().name() + "/");
            assertThat(call.stage()).isNotBlank();
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
