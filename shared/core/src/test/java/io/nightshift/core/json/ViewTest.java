package io.nightshift.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewTest {

    private static View view(String json) throws JsonException {
        return View.of(Json.parse(json));
    }

    @Test
    void namesThePathOfWhatIsMissing() throws JsonException {
        var view = view("{\"detail\": {\"items\": [{\"a\": null}]}}");
        assertThatThrownBy(() -> view.at("detail", "state", "value").text())
                .hasMessage("$.detail.state.value is missing");
        assertThatThrownBy(() -> view.at("detail", "items").at(0).at("a").text())
                .hasMessage("$.detail.items[0].a is missing");
        assertThatThrownBy(() -> view.at("detail", "items").at(7).integer()).hasMessage("$.detail.items[7] is missing");
    }

    @Test
    void saysWhatWouldBeRightAndNeverTheValue() throws JsonException {
        var view = view("{\"a\": {\"password\": \"hunter2\"}, \"n\": \"hunter2\", \"b\": \"hunter2\", \"half\": 1.5}");
        assertThatThrownBy(() -> view.at("a").text()).hasMessage("$.a is of type object; expected a string");
        assertThatThrownBy(() -> view.at("a").items()).hasMessage("$.a is of type object; expected an array");
        assertThatThrownBy(() -> view.at("n").object()).hasMessage("$.n is of type string; expected an object");
        assertThatThrownBy(() -> view.at("n").number()).hasMessage("$.n is of type string; expected a number");
        assertThatThrownBy(() -> view.at("b").bool()).hasMessage("$.b is of type string; expected true or false");
        assertThatThrownBy(() -> view.at("half").integer())
                .hasMessage("$.half is of type number; expected a whole number");
        assertThat(view.at("none").wrong("a name")).hasMessage("$.none is missing; expected a name");
    }

    @Test
    void takesScalarsInTheFormsThatProvidersMix() throws JsonException {
        var view = view("{\"n\": 7, \"s\": \" 7 \", \"b\": true, \"t\": \"false\", \"e\": \"1e2\"}");
        assertThat(view.at("n").text()).isEqualTo("7");
        assertThat(view.at("b").text()).isEqualTo("true");
        assertThat(view.at("s").integer()).isEqualTo(7);
        assertThat(view.at("e").number()).isEqualByComparingTo(new BigDecimal(100));
        assertThat(view.at("b").bool()).isTrue();
        assertThat(view.at("t").bool()).isFalse();
    }

    @Test
    void nullAndMissingAreTheSame() throws JsonException {
        var view = view("{\"a\": null}");
        assertThat(view.at("a").exists()).isFalse();
        assertThat(view.at("a").textOr("x")).isEqualTo("x");
        assertThat(view.at("a").items()).isEmpty();
        assertThat(view.at("a").texts()).isEmpty();
        assertThat(view.at("a").optionalText()).isEmpty();
        assertThat(view.at("a").integerOr(3)).isEqualTo(3);
        assertThat(view.at("a").boolOr(true)).isTrue();
        assertThat(view.firstOf("a", "b").path()).isEqualTo("$.a");
    }

    @Test
    void takesTheFirstThatIsThere() throws JsonException {
        assertThat(view("{\"messageId\": null, \"message_id\": \"1\"}")
                        .firstOf("messageId", "message_id")
                        .text())
                .isEqualTo("1");
    }

    @Test
    void aNumberThatIsAbsurdIsRefusedQuickly() throws JsonException {
        var view = view("{\"a\": 1e999999999, \"b\": \"" + "9".repeat(100_000) + "\", \"c\": 1e99999999999}");
        assertThatThrownBy(() -> view.at("a").integer()).hasMessageContaining("expected a whole number");
        assertThatThrownBy(() -> view.at("b").number()).hasMessageContaining("expected a number");
        assertThatThrownBy(() -> view.at("c").number()).hasMessageContaining("expected a number");
    }

    @Test
    void textsAreScalarsInOrder() throws JsonException {
        assertThat(view("{\"b\": 1, \"a\": \"x\", \"n\": null}").texts()).isEqualTo(Map.of("b", "1", "a", "x"));
        assertThatThrownBy(() -> view("{\"a\": []}").texts()).hasMessage("$.a is of type array; expected a string");
    }

    @Test
    void aNameThatThePayloadChoseIsQuotedInThePath() throws JsonException {
        var view = view("{}");
        assertThat(view.at("detail-type").at("@type").at("ce_id").path()).isEqualTo("$.detail-type.@type.ce_id");
        assertThat(view.at("logging.gke.io/name").path()).isEqualTo("$[\"logging.gke.io/name\"]");
        assertThat(view.at("line\nbreak\"").path()).isEqualTo("$[\"line\\nbreak\\\"\"]");
        assertThat(view.at("\u202Eevil\u0085\u2028").path()).isEqualTo("$[\"\\u202eevil\\u0085\\u2028\"]");
        assertThat(view.at("x".repeat(10_000)).path()).hasSizeLessThan(80).contains("…");
    }

    @Test
    void blankIsNotAName() throws JsonException {
        assertThatThrownBy(() -> view("{\"id\": \"  \"}").at("id").nonBlank()).hasMessage("$.id is blank");
    }
}
