package io.nightshift.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {

    @Test
    void readsEveryTypeOfValueInItsOrder() throws JsonException {
        var value = Json.parse(" {\"b\": [1, \"x\", true, false, null, {}], \"a\": -0.5e+3}\r\n\t");
        assertThat(value)
                .isEqualTo(Json.obj()
                        .with(
                                "b",
                                Json.arr(
                                        Json.of(1),
                                        Json.of("x"),
                                        Json.of(true),
                                        Json.of(false),
                                        Json.Null.NULL,
                                        Json.obj()))
                        .with("a", new Json.Num("-0.5e+3")));
        assertThat(((Json.Obj) value).members().keySet()).containsExactly("b", "a");
    }

    @Test
    void readsEscapes() throws JsonException {
        assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\\ud83d\\ude00\""))
                .isEqualTo(Json.of("\"\\/\b\f\n\r\té\u00e9😀"));
    }

    @Test
    void keepsHalfOfASurrogatePairThatCameAsAnEscape() throws JsonException {
        assertThat(Json.parse("\"a\\ud83d\"")).isEqualTo(Json.of("a\ud83d"));
        assertThat(Json.parse("\"\\ude00b\"")).isEqualTo(Json.of("\ude00b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "10", "1.5", "1e5", "1E-5", "123456789012345678901234567890.5"})
    void keepsANumberAsItIsWritten(String number) throws JsonException {
        assertThat(Json.parse(number)).isEqualTo(new Json.Num(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-", "1.", ".5", "1e", "1e+", "+1", "01", "-01", "1.e5", "0x10", "NaN", "Infinity", "--1", "1_0"
            })
    void refusesWhatIsNoNumber(String number) {
        assertThatThrownBy(() -> Json.parse(number)).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        `{"a":1,}`        | line 1, column 8: expected a member name in double quotes, found '}'
        `[1,]`            | line 1, column 4: unexpected ']' where a value should be
        `{a:1}`           | line 1, column 2: expected a member name in double quotes, found 'a'
        `{"a" 1}`         | line 1, column 6: expected ':', found '1'
        `[1 2]`           | line 1, column 4: expected ',', found '2'
        `{"a":1} x`       | line 1, column 9: unexpected 'x' after the end of the value
        `// c`            | line 1, column 1: unexpected '/' where a value should be
        `tru`             | line 1, column 1: expected true
        `nul`             | line 1, column 1: expected null
        `"a`              | line 1, column 1: the string that starts here has no end; the text is cut off
        `"a\\`            | line 1, column 4: the text ends inside an escape; it is cut off
        `"\\x"`           | line 1, column 3: unknown escape: a backslash before 'x'
        `"\\u12g4"`       | line 1, column 6: \\u needs four hexadecimal digits
        `{"a":`           | line 1, column 6: the text ends where a value should be; it is cut off
        `{"a":1`          | line 1, column 7: expected ',', found the end of the text (it is cut off)
        ``                | line 1, column 1: the text is empty; expected a JSON value
        `1.`              | line 1, column 3: a digit is missing in this number
        `[é]`             | line 1, column 2: unexpected U+00E9 where a value should be
        """)
    void saysWhereItStoppedAndWhatWouldBeRight(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @Test
    void countsLines() {
        assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\r\n  \"b\": oops\n}"))
                .hasMessage("line 3, column 8: unexpected 'o' where a value should be");
    }

    @Test
    void refusesAControlCharacterInsideAString() {
        assertThatThrownBy(() -> Json.parse("\"a\nb\""))
                .hasMessage("line 1, column 3: a control character inside a string; write it as \\u000a");
    }

    @Test
    void showsNoCharacterThatMovesATerminal() {
        assertThatThrownBy(() -> Json.parse("\"\\\u001B\""))
                .hasMessage("line 1, column 3: unknown escape: a backslash before U+001B");
        assertThatThrownBy(() -> Json.parse("{\"\u202E\u0085\": 1, \"\u202E\u0085\": 2}"))
                .hasMessage("line 1, column 11: the name \"\\u202e\\u0085\" stands twice in one object");
    }

    @Test
    void takesAReplacementCharacterThatWasSent() throws JsonException {
        var sent = "\"\uFFFD\"".getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(sent, JsonLimits.DEFAULT)).isEqualTo(Json.of("\uFFFD"));
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0x80, '"'}, JsonLimits.DEFAULT))
                .hasMessage("byte 1: not UTF-8 (send UTF-8)");
    }

    @Test
    void refusesANameThatStandsTwiceAlsoWhenTheFirstIsNull() {
        assertThatThrownBy(() -> Json.parse("{\"a\": null, \"a\": 2}"))
                .hasMessage("line 1, column 13: the name \"a\" stands twice in one object");
    }

    @Test
    void showsANameThatStandsTwiceOnOneLineAndShort() {
        var name = "\\n" + "x".repeat(500);
        assertThatThrownBy(() -> Json.parse("{\"" + name + "\": 1, \"" + name + "\": 2}"))
                .hasMessageContaining("the name \"\\nxxx")
                .hasMessageContaining("x…\" stands twice")
                .message()
                .hasSizeLessThan(120)
                .doesNotContain("\n");
    }

    @Test
    void acceptsAsManyLevelsAsAllowedAndNotOneMore() throws JsonException {
        assertThat(Json.parse("[".repeat(100) + "]".repeat(100))).isInstanceOf(Json.Arr.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(101) + "]".repeat(101)))
                .hasMessage("line 1, column 101: nested deeper than 100 levels");
        assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000))).hasMessageContaining("nested deeper");
    }

    @Test
    void depthCountsWhatIsOpenAndNotWhatWas() throws JsonException {
        var limits = new JsonLimits(1_000, 2);
        assertThat(Json.parse("[[],[],{},[]]", limits)).isInstanceOf(Json.Arr.class);
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> Json.parse("[1, 2, 3]", new JsonLimits(8, 10)))
                .hasMessage("the text has 9 characters; at most 8 are accepted");
    }

    @Test
    void refusesOneValueTooManyWhereItStands() throws JsonException {
        var limits = new JsonLimits(100, 10, 4);
        assertThat(Json.parse("[{\"a\":1},2]", limits)).isInstanceOf(Json.Arr.class);
        assertThatThrownBy(() -> Json.parse("[1,{},[],2]", limits)).hasMessage("line 1, column 10: more than 4 values");
    }

    @Test
    void readsUtf8WithOrWithoutAByteOrderMark() throws JsonException {
        assertThat(parse("\uFEFF\"größe 😀\"".getBytes(UTF_8))).isEqualTo(Json.of("größe 😀"));
        assertThat(parse("\"größe 😀\"".getBytes(UTF_8))).isEqualTo(Json.of("größe 😀"));
    }

    @Test
    void refusesOtherEncodingsWithTheOffset() {
        assertThatThrownBy(() -> parse("\"größe\"".getBytes(ISO_8859_1))).hasMessage("byte 3: not UTF-8 (send UTF-8)");
        assertThatThrownBy(() -> parse("\"a\"".getBytes(UTF_16)))
                .hasMessage("byte 0: not UTF-8 (it starts like UTF-16; send UTF-8)");
        assertThatThrownBy(() -> parse(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .as("half of a surrogate pair")
                .hasMessageStartingWith("byte 1: not UTF-8");
        assertThatThrownBy(() -> parse(new byte[] {'"', (byte) 0xF0, (byte) 0x9F}))
                .as("cut inside of a character")
                .hasMessageStartingWith("byte 1: not UTF-8");
        assertThatThrownBy(() -> parse(new byte[] {'"', (byte) 0xC0, (byte) 0xA2, '"'}))
                .as("longer than necessary")
                .hasMessageStartingWith("byte 1: not UTF-8");
    }

    private static Json parse(byte[] bytes) throws JsonException {
        return Json.parse(bytes, JsonLimits.DEFAULT);
    }
}
