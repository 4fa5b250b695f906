package io.nightshift.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportHeadersTest {

    @Test
    void readsPairsWithPercentEncodedValues() {
        assertThat(ExportHeaders.parse("authorization=Bearer%20a%2Cb+c/d==, x-scope = ops"))
                .isEqualTo(Map.of("authorization", "Bearer a,b+c/d==", "x-scope", "ops"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "=canary",
                "a b=canary",
                "a=",
                "a=canary,",
                "a=canary%0d%0ab: c",
                "a=canary%2",
                "a=canary%C3%A9",
                "Host=canary",
                "content-length=canary"
            })
    void refusesTheRestWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportHeaders.parse(text))
                .withMessageStartingWith("expected ")
                .withMessageNotContaining("canary");
    }
}
