package io.nightshift.gcp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import org.junit.jupiter.api.Test;

final class LogFilterTest {

    private static final String ENTRY = """
            {"logName": "projects/shop-prod/logs/cloudaudit.googleapis.com%2Factivity", "severity": "ERROR",
             "resource": {"type": "gce_instance", "labels": {"zone": "europe-west1-b"}},
             "protoPayload": {"methodName": "v1.compute.instances.stop", "status": {"code": 7}},
             "textPayload": "[ 12.3] Out of memory: Killed process"}""";

    @Test
    void comparesTextsWithoutRegardToCase() {
        assertThat(matches("resource.type=\"GCE_instance\"")).isTrue();
        assertThat(matches("resource.type=gce_instance")).isTrue();
        assertThat(matches("resource.type=\"gce\"")).isFalse();
        assertThat(matches("logName:\"CLOUDAUDIT.googleapis.com\"")).isTrue();
        assertThat(matches("logName:\"data_access\"")).isFalse();
    }

    @Test
    void comparesWithAnyOfSeveralValues() {
        assertThat(matches("resource.type=(\"k8s_container\" OR \"gce_instance\")"))
                .isTrue();
        assertThat(matches("resource.type=(\"k8s_container\" OR \"gce_disk\")")).isFalse();
    }

    @Test
    void knowsTheOrderOfSeveritiesAndNumbers() {
        assertThat(matches("severity>=ERROR")).isTrue();
        assertThat(matches("severity>=WARNING")).isTrue();
        assertThat(matches("severity>ERROR")).isFalse();
        assertThat(matches("severity>=CRITICAL")).isFalse();
        assertThat(matches("protoPayload.status.code>0")).isTrue();
        assertThat(matches("protoPayload.status.code>=8")).isFalse();
    }

    @Test
    void findsLogsByTheirId() {
        assertThat(matches("log_id(\"cloudaudit.googleapis.com/activity\")")).isTrue();
        assertThat(matches("log_id(\"cloudaudit.googleapis.com/data_access\")")).isFalse();
        assertThat(matches("log_id(\"activity\")")).isFalse();
    }

    @Test
    void searchesByRegularExpressionWithRegardToCase() {
        assertThat(matches("textPayload=~\"Out of memory|Kernel panic\"")).isTrue();
        assertThat(matches("textPayload=~\"out of memory\"")).isFalse();
    }

    @Test
    void takesAMissingFieldForFalseAndItsNegationForTrue() {
        assertThat(matches("protoPayload.response.code>0")).isFalse();
        assertThat(matches("NOT protoPayload.response.code>0")).isTrue();
        assertThat(matches("protoPayload.methodName:*")).isTrue();
        assertThat(matches("protoPayload.status:*")).isTrue();
        assertThat(matches("protoPayload.serviceName:*")).isFalse();
        assertThat(matches("textPayload.inside:*")).isFalse();
    }

    @Test
    void bindsOrTighterThanAnd() {
        var yes = "severity=ERROR";
        var no = "severity=INFO";
        assertThat(matches(yes + " OR " + yes + " AND " + no)).isFalse();
        assertThat(matches("(" + yes + ") OR (" + yes + " AND " + no + ")")).isTrue();
        assertThat(matches("NOT " + no + " AND NOT (" + no + " OR " + no + ")")).isTrue();
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (var filter : new String[] {
            "severity",
            "severity!=ERROR",
            "severity>=",
            "(severity=ERROR",
            "severity=ERROR severity=INFO",
            "a=\"b",
            "sample(insertId, 0.1)"
        }) {
            assertThatIllegalArgumentException().as(filter).isThrownBy(() -> LogFilter.of(filter));
        }
    }

    private static boolean matches(String filter) {
        try {
            return LogFilter.of(filter).test(Json.parse(ENTRY));
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
