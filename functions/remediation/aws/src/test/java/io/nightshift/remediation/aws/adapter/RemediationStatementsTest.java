package io.nightshift.remediation.aws.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.Remediation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RemediationStatementsTest {

    private static final AwsRole ROLE = new AwsRole(
            "aws",
            "111122223333",
            "eu-central-1",
            "nightshift",
            "dead",
            "night",
            "arn:aws:iam::111122223333:role/nightshift-timers");

    /** The function needs them for its own parts, too. */
    private static final Set<String> FOR_OTHER_RESOURCES = Set.of("iam:PassRole", "sqs:SendMessage");

    private static List<ActionType> actions(String... names) {
        return Remediation.CATALOGUE.types().stream()
                .filter(type -> Set.of(names).contains(type.name()))
                .toList();
    }

    private static View statement(Json.Obj policy, String sid) throws JsonException {
        for (var statement : View.of(policy).at("Statement").items()) {
            if (statement.at("Sid").text().equals(sid)) {
                return statement;
            }
        }
        throw new AssertionError("no statement " + sid + " in " + policy.text());
    }

    @Test
    void aChangeIsBoundToItsResourcesAndSparesWhoOptsOut() throws Exception {
        var policy = ROLE.policyWith(RemediationStatements.of(ROLE, actions("reboot-instance")), List.of());
        var change = statement(policy, "ChangeEc2").json().text();
        assertThat(change)
                .contains("\"ec2:RebootInstances\"", "\"arn:aws:ec2:eu-central-1:111122223333:instance/*\"")
                .contains("\"StringNotEquals\":{\"aws:ResourceTag/nightshift\":\"off\"}");
        assertThat(statement(policy, "Look").json().text())
                .contains("cloudwatch:DescribeAlarms", "ec2:DescribeInstances")
                .doesNotContain("Reboot", "rds:");
        assertThat(policy.text()).doesNotContain("rds:", "lambda:", "ecs:", "SetDesiredCapacity");
    }

    @Test
    void itsOwnPartsAreBoundToOneResourceEach() throws Exception {
        var policy = ROLE.policyWith(RemediationStatements.of(ROLE, List.of()), List.of());
        assertThat(statement(policy, "Ledger").json().text())
                .contains("arn:aws:dynamodb:eu-central-1:111122223333:table/nightshift\"", "table/nightshift/index/*");
        assertThat(statement(policy, "Timers").json().text()).contains("schedule/night/*");
        assertThat(statement(policy, "TimersRole").json().text())
                .contains("scheduler.amazonaws.com", "nightshift-timers");
        assertThat(statement(policy, "DeadLetters").json().text()).contains("sqs:eu-central-1:111122223333:dead");
    }

    /** PermissionsTest proves that each action states exactly the calls that it makes. */
    @Test
    void allActionsTogetherGetWhatTheyStateAndNothingElse() throws Exception {
        var all = Remediation.CATALOGUE.types();
        var granted = new TreeSet<String>();
        for (var statement : View.of(ROLE.policyWith(RemediationStatements.of(ROLE, all), List.of()))
                .at("Statement")
                .items()) {
            for (var action : statement.at("Action").items()) {
                assertThat(granted.add(action.text()) || FOR_OTHER_RESOURCES.contains(action.text()))
                        .as("twice: " + action.text())
                        .isTrue();
            }
        }
        var stated = new TreeSet<>(Set.of(
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:PutItem",
                "dynamodb:Query",
                "scheduler:CreateSchedule",
                "iam:PassRole",
                "sqs:SendMessage",
                "logs:CreateLogStream",
                "logs:PutLogEvents"));
        all.stream()
                .map(type -> type.permissions().getOrDefault(Cloud.AWS, List.of()))
                .forEach(stated::addAll);
        AwsObserver.PERMISSIONS.values().stream().flatMap(Collection::stream).forEach(stated::add);
        // Nothing acts on a target group; its look is covered by the group's.
        assertThat(granted).isEqualTo(stated);
    }

    @Test
    void aWideScopeNeverWidensTheOthersOfItsService() throws Exception {
        var policy = ROLE.policyWith(RemediationStatements.of(ROLE, Remediation.CATALOGUE.types()), List.of());
        assertThat(statement(policy, "ChangeEc2").at("Resource").json().text())
                .isEqualTo("[\"arn:aws:ec2:eu-central-1:111122223333:instance/*\"]");
        var names = new ArrayList<String>();
        for (var statement : View.of(policy).at("Statement").items()) {
            names.add(statement.at("Sid").text());
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void everythingThatChangesHasAScope() {
        var looking = List.of(":Describe", ":Get", ":List");
        assertThat(RemediationStatements.permissions(Remediation.CATALOGUE.types()))
                .allSatisfy(
                        permission -> assertThat(PermissionScope.of(permission).isPresent())
                                .as(permission)
                                .isEqualTo(looking.stream().noneMatch(permission::contains)));
    }
}
