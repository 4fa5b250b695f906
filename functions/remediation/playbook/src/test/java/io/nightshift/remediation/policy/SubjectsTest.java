package io.nightshift.remediation.policy;

import static io.nightshift.remediation.policy.RulePolicies.RULE;
import static io.nightshift.remediation.policy.RulePolicies.problems;
import static io.nightshift.remediation.policy.RulePolicies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.policy.PolicyRules;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an alert is about that names no resource of a cloud. */
class SubjectsTest {

    private static final Origin HOME = Origin.aws("111122223333", "eu-central-1");

    private static final String MAPPED = RULE + """
            subjects:
              - {labels: {instance: "i-*"}, source: alertmanager, kind: "ec2:instance", name: "{instance}"}
              - {labels: {vm: "*", project: "*"}, kind: "gce:instance", name: "{zone}/{vm}", account: "{project}", region: europe-west1}
              - {labels: {job: shop}, kind: "k8s:deployment", name: "shop/{deployment}"}
            """;

    private static Signal alert(Resource subject, Map<String, String> labels) {
        var header = new Signal.Header(
                new SignalId("1"), "alertmanager", Instant.parse("2026-11-20T03:00:00Z"), subject, labels);
        return new Signal.Alarm(header, "HostDown", "key", AlarmState.FIRING, "critical", "down");
    }

    private static Signal unnamed(Map<String, String> labels) {
        return alert(new Resource(Origin.NOWHERE, Kinds.SERVICE, "node"), labels);
    }

    private static Resource subject(String yaml, Origin home, Signal signal) {
        var identified = new PolicyRules(valid(yaml), home).identify(signal);
        assertThat(identified.id()).isEqualTo(signal.id());
        assertThat(identified.severity()).isEqualTo(signal.severity());
        assertThat(identified.labels()).isEqualTo(signal.labels());
        return identified.subject();
    }

    @Test
    void aMappingNamesTheResourceByTheLabels() {
        assertThat(subject(MAPPED, HOME, unnamed(Map.of("instance", "i-0abc"))))
                .isEqualTo(new Resource(HOME, Kinds.EC2_INSTANCE, "i-0abc"));
        assertThat(subject(
                        MAPPED, HOME, unnamed(Map.of("vm", "web", "project", "shop-prod", "zone", "europe-west1-b"))))
                .isEqualTo(new Resource(
                        Origin.gcp("shop-prod", "europe-west1"), Kinds.GCE_INSTANCE, "europe-west1-b/web"));
        assertThat(subject(MAPPED, HOME, unnamed(Map.of("job", "shop", "deployment", "web"))))
                .isEqualTo(new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/web"));
    }

    @Test
    void aMappingThatDoesNotFitLeavesTheSignal() {
        var signal = unnamed(Map.of("instance", "10.0.0.5:9100"));
        assertThat(subject(MAPPED, HOME, signal)).isEqualTo(signal.subject());
        var hostile = unnamed(Map.of("job", "shop", "deployment", "../../x"));
        assertThat(subject(MAPPED, HOME, hostile)).isEqualTo(hostile.subject());
        var incomplete = unnamed(Map.of("vm", "web", "project", "shop-prod"));
        assertThat(subject(MAPPED, HOME, incomplete)).isEqualTo(incomplete.subject());
    }

    @Test
    void aResourceThatTheSenderNamesStays() {
        var elsewhere = new Resource(Origin.aws("999988887777", "us-east-1"), Kinds.EC2_INSTANCE, "i-1");
        assertThat(subject(MAPPED, HOME, alert(elsewhere, Map.of("instance", "i-0abc"))))
                .isEqualTo(elsewhere);
        var named = new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/x");
        var labels = Map.of("instance", "i-0abc", "nightshift_resource", "none:::k8s:deployment/shop/x");
        assertThat(subject(MAPPED, HOME, alert(named, labels))).isEqualTo(named);
    }

    @Test
    void anInstanceWithoutAccountIsThereWhereTheHostHasOnlyOne() {
        var lost = alert(new Resource(Origin.aws("", ""), Kinds.EC2_INSTANCE, "i-0abc"), Map.of());
        assertThat(subject(RULE, HOME, lost).origin()).isEqualTo(HOME);
        assertThat(subject(RULE, Origin.NOWHERE, lost).origin()).isEqualTo(Origin.aws("", ""));
        var other = alert(new Resource(Origin.aws("999988887777", ""), Kinds.EC2_INSTANCE, "i-0abc"), Map.of());
        assertThat(subject(RULE, HOME, other).origin()).isEqualTo(Origin.aws("999988887777", ""));
        var region = alert(new Resource(Origin.aws("111122223333", ""), Kinds.EC2_INSTANCE, "i-0abc"), Map.of());
        assertThat(subject(RULE, HOME, region).origin()).isEqualTo(HOME);
    }

    @Test
    void refusesAMappingOfNothing() {
        assertThat(problems(
                        RULE + "subjects: [{labels: {a: b}, kind: \"ec2:instanc\", name: \"{a\"}, {kind: service}]"))
                .containsExactly(
                        "6:35: subjects[0].kind: unknown kind of resource `ec2:instanc`; did you mean `ec2:instance`?",
                        "6:56: subjects[0].name: expected a name such as {instance} or {namespace}/{deployment}",
                        "6:63: subjects[1]: the key `labels` is missing",
                        "6:63: subjects[1]: the key `name` is missing");
    }
}
