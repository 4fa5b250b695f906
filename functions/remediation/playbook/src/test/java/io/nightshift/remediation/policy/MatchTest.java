package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.RULE;
import static io.nightshift.remediation.policy.RulePolicies.rules;
import static io.nightshift.remediation.policy.RulePolicies.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.ChangeEffect;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the keys of a match say about the content of a signal. */
class MatchTest {

    private static Signal.Header header(String time, Map<String, String> labels) {
        var origin = Origin.aws("111122223333", "eu-central-1");
        var subject = new Resource(origin, Resource.Kinds.EC2_INSTANCE, "i-0abc");
        return new Signal.Header(new SignalId("1"), "aws.test", Instant.parse(time), subject, labels);
    }

    private static Signal.Header header() {
        return header("2026-11-20T03:00:00Z", Map.of());
    }

    private static Signal alarm(String severity, String reason) {
        return new Signal.Alarm(header(), "web", "web", AlarmState.FIRING, severity, reason);
    }

    private static Signal finding(String severity, boolean open) {
        return new Signal.Finding(
                header("2026-11-20T03:00:00Z", Map.of("severity", "from a label")), "EC2.8", "made up", severity, open);
    }

    private static Signal change(ChangeEffect effect) {
        return new Signal.ResourceChange(header(), "StopInstances", "", "arn:aws:iam::1:user/dev", effect);
    }

    private static String with(String match) {
        return RULE.replace("match: {}", "match: " + match);
    }

    private static boolean matches(String match, Signal signal) {
        return !rules(with(match)).route(signal).isEmpty();
    }

    private static List<String> misses(String match, Signal signal) {
        return rules(with(match)).explain(signal).stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "critical, CRITICAL, true",
        "CRIT*, critical, true",
        "critical, emergency, false",
        "high+, CRITICAL, true",
        "high+, HIGH, true",
        "high+, ERROR, true",
        "high+, page, true",
        "high+, ALERT, true",
        "error+, HIGH, true",
        "high+, WARNING, false",
        "medium+, warning, true",
        "medium+, MEDIUM, true",
        "warning+, low, false",
        "low+, NOTICE, false",
        "info+, INFORMATIONAL, true",
        "info+, DEFAULT, true",
        "high+, 8.0, true",
        "high+, 6.9, false",
        "critical+, 9, true",
        "high+, made up, false",
        "info+, '', false",
        "'[low, high+]', LOW, true",
        "'[low, high+]', medium, false",
    })
    void aSeverityIsTheSendersWordOrAtLeastOneOfFive(String wanted, String severity, boolean matches) {
        assertThat(matches("{severity: " + wanted + "}", alarm(severity, ""))).isEqualTo(matches);
        assertThat(matches("{severity: " + wanted + "}", finding(severity, true)))
                .isEqualTo(matches);
    }

    @Test
    void aFindingHasLabels() {
        assertThat(matches("{labels: {severity: \"from*\"}}", finding("HIGH", true)))
                .isTrue();
        assertThat(matches("{labels: {severity: HIGH}}", finding("HIGH", true))).isFalse();
    }

    @Test
    void aMessageContainsThePattern() {
        var full = alarm("", "disk /data is\n97 % full");
        assertThat(matches("{message: \"is*full\"}", full)).isTrue();
        assertThat(matches("{message: [nothing, \"9? %\"]}", full)).isTrue();
        assertThat(matches("{message: FULL}", full)).isFalse();
        assertThat(matches("{message: x}", alarm("", "y".repeat(20_000) + "x"))).isFalse();
        assertThat(misses("{message: empty}", full))
                .containsExactly("web: match.message wants *empty*, found `disk /data is?97 % full`");
    }

    @Test
    void aStateIsTheOneThatTheSignalReports() {
        assertThat(matches("{state: firing}", alarm("", ""))).isTrue();
        assertThat(matches("{state: [ok, unknown]}", alarm("", ""))).isFalse();
        assertThat(matches("{state: Closed}", finding("", false))).isTrue();
        var notice = new Signal.ProviderNotice(header(), "AWS_EC2", "issue", "Upcoming", "");
        assertThat(matches("{state: upcoming}", notice)).isTrue();
        assertThat(misses("{state: open}", notice)).containsExactly("web: match.state wants open, found `upcoming`");
    }

    @Test
    void anActorIsWhoCausedIt() {
        var change = change(ChangeEffect.CHANGED);
        assertThat(matches("{actor: \"arn:aws:iam::*:user/dev\"}", change)).isTrue();
        assertThat(matches("{actor: [\"*:role/ci\"]}", change)).isFalse();
        assertThat(matches("{actor: \"*\"}", alarm("", ""))).isTrue();
    }

    @Test
    void successIsAboutCallsAndChanges() {
        var failed = new Signal.FunctionResult(header(), "f", false, "", "");
        assertThat(matches("{success: false}", failed)).isTrue();
        assertThat(matches("{success: true}", failed)).isFalse();
        assertThat(matches("{success: true}", change(ChangeEffect.CHANGED))).isTrue();
        assertThat(matches("{success: true}", change(ChangeEffect.READ))).isFalse();
        assertThat(matches("{success: false}", change(ChangeEffect.DENIED))).isTrue();
        assertThat(matches("{success: false}", change(ChangeEffect.FAILED))).isTrue();
        assertThat(matches("{success: true}", alarm("", ""))).isFalse();
        assertThat(misses("{success: true}", alarm("", "")))
                .containsExactly("web: match.success wants true, found `firing`");
    }

    @Test
    void readsAndDeniedAndFailedCallsStartNothingUnlessARuleAsks() {
        for (var quiet : List.of(ChangeEffect.READ, ChangeEffect.DENIED, ChangeEffect.FAILED)) {
            var signal = change(quiet);
            assertThat(matches("{}", signal)).isFalse();
            assertThat(matches("{name: Stop*, type: resource-change}", signal)).isFalse();
            assertThat(matches("{any-of: [{name: Stop*}, {state: changed}]}", signal))
                    .isFalse();
            assertThat(matches("{state: " + quiet.id() + "}", signal)).isTrue();
            assertThat(matches("{state: \"*\"}", signal)).isTrue();
            assertThat(matches("{any-of: [{name: x}, {state: " + quiet.id() + "}]}", signal))
                    .isTrue();
            assertThat(matches("{not: {state: changed}}", signal)).isTrue();
            assertThat(misses("{}", signal))
                    .containsExactly(
                            "web: match.state wants changed unless a rule asks for others, found `" + quiet.id() + "`");
        }
        assertThat(matches("{}", change(ChangeEffect.CHANGED))).isTrue();
    }

    @Test
    void oneAlternativeHasToMatchAndTheExceptionMustNot() {
        var match =
                "{type: alarm, any-of: [{severity: high+}, {message: full, name: \"w*\"}], not: {labels: {team: x}}}";
        assertThat(matches(match, alarm("HIGH", ""))).isTrue();
        assertThat(matches(match, alarm("low", "disk full"))).isTrue();
        assertThat(matches(match, alarm("low", ""))).isFalse();
        assertThat(misses(match, alarm("low", "fine")))
                .containsExactly("web: match.any-of wants severity high+ or (name w*, message *full*), found "
                        + "`severity low, name web, message fine`");
        var excepted = new Signal.Alarm(
                header("2026-11-20T03:00:00Z", Map.of("team", "x")), "web", "web", AlarmState.FIRING, "HIGH", "");
        assertThat(misses(match, excepted))
                .containsExactly("web: match.not wants anything but labels.team x, found `labels.team x`");
    }

    @ParameterizedTest
    @CsvSource({
        // Friday 2026-11-20 in Berlin, one hour ahead of UTC.
        "'{between: \"22:00-06:00\", time-zone: Europe/Berlin}', 2026-11-20T20:59:00Z, false",
        "'{between: \"22:00-06:00\", time-zone: Europe/Berlin}', 2026-11-20T21:00:00Z, true",
        "'{between: \"22:00-06:00\", time-zone: Europe/Berlin}', 2026-11-20T04:59:59Z, true",
        "'{between: \"22:00-06:00\", time-zone: Europe/Berlin}', 2026-11-20T05:00:00Z, false",
        "'{between: \"22:00-06:00\", days: fri, time-zone: Europe/Berlin}', 2026-11-20T04:00:00Z, false",
        "'{between: \"22:00-06:00\", days: fri, time-zone: Europe/Berlin}', 2026-11-20T21:00:00Z, true",
        "'{between: \"22:00-06:00\", days: fri, time-zone: Europe/Berlin}', 2026-11-21T04:00:00Z, true",
        "'{days: [sat, sun], time-zone: Europe/Berlin}', 2026-11-20T22:59:00Z, false",
        "'{days: [sat, sun], time-zone: Europe/Berlin}', 2026-11-20T23:00:00Z, true",
        // The clocks go back on 2026-10-25 at 03:00: 02:30 comes twice and is in the hours each time.
        "'{between: \"02:00-03:00\", time-zone: Europe/Berlin}', 2026-10-25T00:30:00Z, true",
        "'{between: \"02:00-03:00\", time-zone: Europe/Berlin}', 2026-10-25T01:30:00Z, true",
        "'{between: \"02:00-03:00\", time-zone: Europe/Berlin}', 2026-10-25T02:00:00Z, false",
        // And forward on 2026-03-29 at 02:00: there is no such hour.
        "'{between: \"02:00-03:00\", time-zone: Europe/Berlin}', 2026-03-29T01:00:00Z, false",
    })
    void hoursAreThoseOfTheWallClock(String hours, String time, boolean inside) {
        var signal = new Signal.Alarm(header(time, Map.of()), "web", "web", AlarmState.FIRING, "", "");
        assertThat(matches("{hours: " + hours + "}", signal)).isEqualTo(inside);
    }

    @Test
    void explainsHours() {
        assertThat(misses(
                        "{hours: {between: \"08:00-17:30\", days: [mon, fri], time-zone: Europe/Berlin}}",
                        alarm("", "")))
                .containsExactly(
                        "web: match.hours wants mon fri 08:00-17:30 Europe/Berlin, found `fri 04:00 Europe/Berlin`");
    }

    private static boolean shadowed(String first, String second) {
        return !warnings("version: 1\nrules:\n"
                        + "  - {name: a, match: " + first + ", ladder: [{action: reboot-instance}]}\n"
                        + "  - {name: b, match: " + second + ", ladder: [{action: reboot-instance}]}\n")
                .isEmpty();
    }

    @Test
    void aRuleIsShadowedOnlyByOneThatMatchesAllItsSignals() {
        assertThat(shadowed("{severity: low+}", "{severity: high+}")).isTrue();
        assertThat(shadowed("{severity: low+}", "{severity: ERROR}")).isTrue();
        assertThat(shadowed("{severity: high+}", "{severity: low+}")).isFalse();
        assertThat(shadowed("{severity: low+}", "{severity: h*}")).isFalse();
        assertThat(shadowed("{}", "{not: {name: a}}")).isTrue();
        assertThat(shadowed("{not: {name: a}}", "{}")).isFalse();
        assertThat(shadowed("{any-of: [{name: a}, {name: b}]}", "{name: a}"))
                .as("not looked for")
                .isFalse();
        assertThat(shadowed("{any-of: [{name: a}]}", "{any-of: [{name: a}], type: alarm}"))
                .isTrue();
        assertThat(shadowed("{message: a}", "{message: [bad, cab]}")).isTrue();
        assertThat(shadowed("{}", "{state: denied}"))
                .as("the first leaves denied calls alone")
                .isFalse();
        assertThat(shadowed("{}", "{type: alarm, state: firing}")).isTrue();
        assertThat(shadowed(
                        "{any-of: [{name: a}, {state: read}]}", "{any-of: [{name: a}, {state: read}], state: read}"))
                .isFalse();
        assertThat(shadowed("{state: [read, denied]}", "{state: read}")).isTrue();
    }

    @Test
    void oneItemIsTheSameAsAListOfOne() {
        assertThat(rules(with("{severity: HIGH, state: open}")).hash())
                .isEqualTo(rules(with("{severity: [high], state: [open]}")).hash());
    }
}
