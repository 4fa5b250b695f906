package io.nightshift.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T03:04:40Z, 2026-11-20T03:04:40Z",
        "2026-11-20T04:04:40.989+01:00, 2026-11-20T03:04:40.989Z",
        "2026-11-20T03:04:40.989+0000, 2026-11-20T03:04:40.989Z",
        "2026-11-20T03:04:40.123456789Z, 2026-11-20T03:04:40.123456789Z",
        "2026-11-20T03:04:40, 2026-11-20T03:04:40Z",
        "2026-11-20T03:04Z, 2026-11-20T03:04:00Z",
        "2026-11-20 03:04:40, 2026-11-20T03:04:40Z",
        "2026-11-20 03:04:40.5 UTC, 2026-11-20T03:04:40.500Z",
        "2026-11-20t03:04:40z, 2026-11-20T03:04:40Z",
        "'Fri, 20 Nov 2026 03:04:40 GMT', 2026-11-20T03:04:40Z",
        "'Nov 20, 2026, 3:04:40 AM', 2026-11-20T03:04:40Z",
        "'Nov 2, 2026, 12:04:40 PM', 2026-11-02T12:04:40Z",
        "'Nov 20, 2026 3:04:40\u202fAM', 2026-11-20T03:04:40Z",
        "1795143880, 2026-11-20T03:04:40Z",
        "1795143880.25, 2026-11-20T03:04:40.250Z",
        "1795143880989, 2026-11-20T03:04:40.989Z",
        "-1, 1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "'  2026-11-20T03:04:40Z ', 2026-11-20T03:04:40Z"
    })
    void readsTheFormatsThatProvidersMix(String text, String time) throws JsonException {
        assertThat(ProviderTimes.time(View.of(Json.of(text)))).isEqualTo(Instant.parse(time));
    }

    @Property(tries = 1000)
    void secondsAndMillisecondsAreToldApart(@ForAll @LongRange(min = 0, max = 99_999_999_999L) long seconds)
            throws JsonException {
        assertThat(ProviderTimes.time(View.of(Json.of(seconds)))).isEqualTo(Instant.ofEpochSecond(seconds));
    }

    @Property(tries = 1000)
    void aNumberIsTheSameAsItsText(@ForAll @LongRange(min = 100_000_000_000L, max = 9_999_999_999_999L) long millis)
            throws JsonException {
        assertThat(ProviderTimes.time(View.of(Json.of(millis)))).isEqualTo(Instant.ofEpochMilli(millis));
        assertThat(ProviderTimes.time(View.of(Json.of(Long.toString(millis))))).isEqualTo(Instant.ofEpochMilli(millis));
    }

    @Property(tries = 1000)
    void anyTextIsATimeOrAJsonException(@ForAll String text) {
        try {
            assertThat(ProviderTimes.time(View.of(Json.of(text)))).isNotNull();
        } catch (JsonException e) {
            assertThat(e.getMessage()).startsWith("$ is ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-13-01T00:00:00Z",
                "2026-11-20T25:00:00Z",
                "20.11.2026",
                "-",
                ".",
                "1.2.3",
                "--1",
                "99999999999999999999999",
                "1e400",
                "2026-11-20",
                "NaN"
            })
    void refusesOthersWithAnExampleAndWithoutTheText(String text) {
        assertThatThrownBy(() -> ProviderTimes.time(View.of(Json.of(text))))
                .isInstanceOf(JsonException.class)
                .hasMessage("$ is not a time such as 2026-11-20T03:00:00Z or Unix seconds");
    }

    @Test
    void saysThatATimeIsMissing() throws JsonException {
        var view = View.of(Json.parse("{}"));
        assertThatThrownBy(() -> ProviderTimes.time(view.at("time"))).hasMessage("$.time is missing");
        assertThat(ProviderTimes.timeOr(view.at("time"), Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void refusesANumberThatIsNoTime() throws JsonException {
        for (var number : new String[] {"1e400", "99999999999999999999999999"}) {
            assertThatThrownBy(() -> ProviderTimes.time(View.of(new Json.Num(number))))
                    .hasMessageStartingWith("$ is of type number; expected a time such as");
        }
    }
}
