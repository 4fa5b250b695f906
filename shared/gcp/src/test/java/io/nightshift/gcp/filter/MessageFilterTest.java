package io.nightshift.gcp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessageFilterTest {

    private static final Map<String, String> MESSAGE = Map.of("status", "FAILURE", "buildId", "8a7f");

    @Test
    void comparesAttributesWithRegardToCase() {
        assertThat(matches("attributes.status = \"FAILURE\"")).isTrue();
        assertThat(matches("attributes.status = \"failure\"")).isFalse();
        assertThat(matches("attributes.other = \"FAILURE\"")).isFalse();
    }

    @Test
    void findsKeysAndPrefixes() {
        assertThat(matches("attributes:buildId")).isTrue();
        assertThat(matches("attributes:budgetId")).isFalse();
        assertThat(matches("hasPrefix(attributes.status, \"FAIL\")")).isTrue();
        assertThat(matches("hasPrefix(attributes.other, \"FAIL\")")).isFalse();
    }

    @Test
    void combines() {
        assertThat(matches("attributes:status AND attributes:buildId")).isTrue();
        assertThat(matches("attributes:status AND NOT attributes:buildId")).isFalse();
        assertThat(matches("attributes:other OR attributes:buildId")).isTrue();
        assertThat(matches("attributes:status AND (attributes:other OR attributes:buildId)"))
                .isTrue();
    }

    @Test
    void refusesWhatPubSubRefuses() {
        for (var filter : new String[] {
            "attributes:a AND attributes:b OR attributes:c",
            "data = \"x\"",
            "attributes.status",
            "hasSuffix(attributes.status, \"X\")",
            "attributes.status = \"" + "x".repeat(240) + "\""
        }) {
            assertThatIllegalArgumentException().as(filter).isThrownBy(() -> MessageFilter.of(filter));
        }
    }

    private static boolean matches(String filter) {
        return MessageFilter.of(filter).test(MESSAGE);
    }
}
