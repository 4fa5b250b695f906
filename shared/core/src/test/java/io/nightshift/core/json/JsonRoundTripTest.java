package io.nightshift.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonRoundTripTest {

    @Provide
    Arbitrary<Json> values() {
        return values(3);
    }

    private static Arbitrary<Json> values(int levels) {
        var leaves = Arbitraries.<Json>oneOf(
                Arbitraries.strings().map(Json::of),
                Arbitraries.longs().map(Json::of),
                Arbitraries.doubles().map(Json::of),
                Arbitraries.of(
                        Json.of(true), Json.of(false), Json.Null.NULL, new Json.Num("1E-7"), Json.of("\ud800x")));
        if (levels == 0) {
            return leaves;
        }
        var inner = values(levels - 1);
        return Arbitraries.oneOf(
                leaves,
                inner.list().ofMaxSize(4).map(Json::arr),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(8), inner)
                        .ofMaxSize(4)
                        .map(Json.Obj::new));
    }

    @Property(tries = 1000)
    void whatWasWrittenIsReadBackTheSame(@ForAll("values") Json value) throws JsonException {
        assertThat(Json.parse(value.text())).isEqualTo(value);
        assertThat(Json.parse(value.pretty())).isEqualTo(value);
        assertThat(Json.parse(value.bytes(), JsonLimits.DEFAULT)).isEqualTo(value);
    }

    @Property(tries = 1000)
    void theCompactTextIsOneLineSafeForLogs(@ForAll("values") Json value) {
        assertThat(value.text().chars()).noneMatch(c -> c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029);
    }

    @Property(tries = 1000)
    void anyTextIsAValueOrAJsonException(@ForAll String text) {
        try {
            assertThat(Json.parse(text)).isNotNull();
        } catch (JsonException e) {
            assertThat(e.getMessage()).matches("line \\d+, column \\d+: .+");
        }
    }

    @Property(tries = 1000)
    void anyDamageToATextIsAValueOrAJsonException(
            @ForAll("values") Json value, @ForAll char put, @ForAll("values") Json other) {
        var text = value.pretty() + other.text();
        for (int at = 0; at < text.length(); at += 1 + text.length() / 20) {
            var damaged = text.substring(0, at) + put + text.substring(at + 1);
            try {
                assertThat(Json.parse(damaged)).isNotNull();
            } catch (JsonException e) {
                assertThat(e.getMessage()).startsWith("line ");
            }
        }
    }

    @Test
    void writesIndentedForPeople() {
        var value = Json.obj().with("a", Json.arr(Json.of(1), Json.obj())).with("b", Json.arr());
        assertThat(value.pretty()).isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
        assertThat(value.text()).isEqualTo("{\"a\":[1,{}],\"b\":[]}");
    }

    @Test
    void escapesWhatWouldBreakALineOrHasNoUtf8() {
        assertThat(Json.of("\u0000\u001b\u007f\u2028\ud800é😀\"\\\n").text())
                .isEqualTo("\"\\u0000\\u001b\\u007f\\u2028\\ud800é😀\\\"\\\\\\n\"");
        assertThat(new String(Json.of("\ude00").bytes(), UTF_8)).isEqualTo("\"\\ude00\"");
    }

    @Test
    void refusesNumbersThatJsonDoesNotHave() {
        for (double none : List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
            assertThatThrownBy(() -> Json.of(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aMemberThatIsSetAgainKeepsItsPlace() {
        assertThat(Json.obj().with("a", 1).with("b", 2).with("a", 3).text()).isEqualTo("{\"a\":3,\"b\":2}");
    }
}
