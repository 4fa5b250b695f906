package io.nightshift.remediation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.remediation.Remediation;
import io.nightshift.sandbox.contract.DocSection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Targets by relation, as far as a policy alone can be wrong about them. */
class RelationCheckTest {

    private static final int MOST_SHOWN = 10;

    private static Parsed parsed(String yaml) {
        return new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE))).parse(yaml);
    }

    private static List<String> warnings(String yaml) {
        return switch (parsed(yaml)) {
            case Parsed.Valid valid ->
                valid.warnings().stream().map(PolicyProblem::toString).toList();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static List<String> problems(String yaml) {
        return switch (parsed(yaml)) {
            case Parsed.Valid valid -> throw new AssertionError("valid: " + yaml);
            case Parsed.Invalid invalid ->
                invalid.problems().stream().map(PolicyProblem::toString).toList();
        };
    }

    private static String policy(String kinds, String target, String action) {
        return """
                version: 1
                rules:
                  - name: web
                    match: {kinds: [%s]}
                    target: {%s}
                    ladder: [{action: %s}]
                """.formatted(kinds, target, action);
    }

    @Test
    void acceptsWhatLeadsToAKindOfTheAction() {
        assertThat(warnings(policy("\"elbv2:target-group\"", "relation: unhealthy-targets", "reboot-instance")))
                .isEmpty();
        assertThat(warnings(policy("\"k8s:pod\"", "relation: node", "cordon-node")))
                .isEmpty();
        assertThat(warnings(policy("\"ec2:*\"", "relation: group", "scale-out-group")))
                .isEmpty();
        warnings(policy(
                "\"k8s:deployment\"",
                "relation: tagged, of-kind: \"k8s:deployment\", tag: tier=web",
                "restart-deployment"));
    }

    @Test
    void refusesARelationThatTheKindsDoNotHaveAndNamesThoseThatTheyHave() {
        assertThat(problems(policy("\"k8s:pod\"", "relation: group", "restart-deployment")))
                .containsExactly("5:24: rules[0].target.relation: k8s:pod has no `group`; it has node, owner, tagged");
        assertThat(problems(policy("service", "relation: owner", "restart-deployment")))
                .containsExactly("5:24: rules[0].target.relation: service has no `owner`; it has no relation");
    }

    @Test
    void warnsAboutTheOneKindThatDoesNotHaveIt() {
        assertThat(warnings(policy(
                        "\"elbv2:target-group\", \"ec2:volume\"", "relation: unhealthy-targets", "reboot-instance")))
                .singleElement()
                .asString()
                .contains("ec2:volume has no `unhealthy-targets`; it has tagged");
    }

    @Test
    void refusesWhatTheActionDoesNotActOn() {
        assertThat(problems(policy("\"k8s:pod\"", "relation: node", "restart-deployment")))
                .singleElement()
                .asString()
                .contains("restart-deployment acts on", "the target by node is k8s:node");
    }

    @Test
    void refusesWhatIsMissingOrTooMuch() {
        assertThat(problems(policy("\"ec2:instance\"", "relation: tagged, tag: a=b", "reboot-instance")))
                .singleElement()
                .asString()
                .contains("rules[0].target: the relation tagged needs of-kind");
        assertThat(problems(policy("\"ec2:instance\"", "relation: group, tag: a=b", "scale-out-group")))
                .singleElement()
                .asString()
                .contains("rules[0].target.tag: only the relation tagged has it");
        assertThat(problems(policy("\"ec2:instance\"", "relation: grup", "scale-out-group")))
                .singleElement()
                .asString()
                .contains("unknown relation `grup`; did you mean `group`?");
        assertThat(problems(policy("\"ec2:instance\"", "relation: group, name: web", "scale-out-group")))
                .singleElement()
                .asString()
                .contains("expected either kind and name or relation");
        assertThat(problems(policy("\"ec2:instance\"", "kind: \"ec2:instance\"", "reboot-instance")))
                .singleElement()
                .asString()
                .contains("expected either kind and name or relation");
        assertThat(problems(policy("\"ec2:instance\"", "relation: tagged, of-kind: \"k8s:pod\", tag: a", "delete-pod")))
                .singleElement()
                .asString()
                .contains("of-kind: beside the rule's kinds it can be autoscaling:group or ec2:instance");
    }

    @Test
    void aScheduleHasASubjectOnlyForTheRelationsOfItsActions() {
        assertThat(problems("""
                version: 1
                rules:
                  - name: nightly
                    schedule: {cron: "0 1 * * *", time-zone: Etc/UTC}
                    target: {relation: instances}
                    ladder: [{action: reboot-instance}]
                """))
                .anySatisfy(problem -> assertThat(problem).contains("a schedule has no signal to be related to"));
    }

    @Test
    void theDocumentationListsThem() {
        var rows = new StringBuilder("| relation | of | is |\n|---|---|---|\n");
        for (var relation : Relation.values()) {
            var byTarget = new TreeMap<String, List<String>>();
            relation.all()
                    .forEach((from, to) -> byTarget.computeIfAbsent(words(to), ignored -> new ArrayList<>())
                            .add(from));
            byTarget.forEach((to, from) -> rows.append("| `" + relation.id() + "` | "
                    + (from.size() > MOST_SHOWN
                            ? "any other of " + (Kinds.AWS.contains(from.getFirst()) ? "AWS" : "Google Cloud")
                            : words(from))
                    + " | " + to + " |\n"));
        }
        new DocSection("policy.md", "relations").says(rows.toString());
    }

    private static String words(Collection<String> kinds) {
        return kinds.stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(" "));
    }

    @Test
    void everyRelationLeadsSomewhere() {
        assertThat(Relation.values())
                .allSatisfy(relation -> assertThat(relation.all()).isNotEmpty());
    }
}
