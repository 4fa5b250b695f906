package io.nightshift.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void clippingSaysHowMuchItLeftOutAndCutsNoCharacterInHalf() {
        assertThat(TextLimit.clipped("ab😀cd", 3)).isEqualTo("ab… (4 characters left out)");
        assertThat(TextLimit.clipped("ab😀cd", 4)).isEqualTo("ab😀… (2 characters left out)");
        assertThat(TextLimit.clipped("abcd", 4)).isEqualTo("abcd");
        assertThat(TextLimit.clipped("abcd", 0)).isEqualTo("… (4 characters left out)");
        assertThat(TextLimit.message("x".repeat(2_001))).isEqualTo("x".repeat(2_000) + "… (1 characters left out)");
    }

    @Property(tries = 1000)
    void clippingKeepsTheBeginning(@ForAll String text, @ForAll @IntRange(max = 300) int longest) {
        var clipped = TextLimit.clipped(text, longest);
        assertThat(clipped).hasSizeLessThan(longest + 50);
        assertThat(text).startsWith(clipped.equals(text) ? text : clipped.substring(0, clipped.lastIndexOf('…')));
    }

    @Test
    void aNameIsNeverClipped() {
        var view = View.of(Json.of("x".repeat(1_025)));
        assertThatThrownBy(() -> Fields.name(view)).hasMessage("$ has 1025 characters; at most 1024 name something");
    }

    @Test
    void namesLeaveOutWhatIsEmpty() throws JsonException {
        var view = View.of(Json.parse("{\"a\": \"x\", \"b\": \"\", \"c\": null, \"d\": 7}"));
        assertThat(Fields.names(view)).isEqualTo(Map.of("a", "x", "d", "7"));
        assertThat(Fields.names(view.at("none"))).isEmpty();
        assertThatThrownBy(() -> Fields.names(View.of(Json.parse("{\"a b\": {}}"))))
                .hasMessage("$[\"a b\"] is of type object; expected a string");
    }

    @Test
    void labelsTakeScalarsAndTheFirstOfAName() throws JsonException {
        var view = View.of(Json.parse("{\"a\": \"x\", \"b\": {\"c\": 1}, \"d\": true, \"e\": [], \"f\": \"\"}"));
        assertThat(new Labels()
                        .with("a", "first")
                        .withScalars(view)
                        .withScalars(view.at("a"))
                        .all())
                .isEqualTo(Map.of("a", "first", "d", "true"));
    }

    @Test
    void labelsStopAtAHundredAndClipTheirValues() {
        var labels = new Labels();
        for (int i = 0; i < 200; i++) {
            labels.with("label-" + i, "x".repeat(1_000));
        }
        assertThat(labels.all()).hasSize(100);
        assertThat(labels.all().get("label-0")).endsWith("… (488 characters left out)");
        assertThat(new Labels().with("n".repeat(257), "x").with(" ", "x").all()).isEmpty();
    }
}
