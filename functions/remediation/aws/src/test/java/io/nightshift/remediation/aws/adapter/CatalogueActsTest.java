package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.remediation.aws.adapter.SmallAccount.act;
import static io.nightshift.remediation.aws.adapter.SmallAccount.details;
import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.action.WorkflowActions;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the acts of the catalogue refuse, and what their undo gives back. */
class CatalogueActsTest {

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    private String cannot(Action action) {
        var capsule = account.before(action).capsule();
        assertThat(problem(account.actor.perform(action, KEY, capsule)).code()).isEqualTo("Precondition");
        assertThat(account.aws.changes()).isEmpty();
        return String.valueOf(capsule.get(ActionExecution.CANNOT));
    }

    @Test
    void theReaderThatWasAddedIsDeletedAgainAndNoOther() {
        var add = act(DatabaseActions.ADD_READER, Kinds.RDS_CLUSTER, "main", "up-to", "2");
        var capsule = account.before(add).capsule();
        details(account.actor.perform(add, KEY, capsule));
        assertThat(members()).containsExactly("main-1", "main-2", "main-nightshift-1");
        assertThat(account.before(add).capsule().members()).containsKey(ActionExecution.CANNOT);
        var undo = add.undo(capsule).orElseThrow();
        details(account.actor.perform(undo, KEY, account.before(undo).capsule()));
        assertThat(members()).containsExactly("main-1", "main-2");
    }

    @Test
    void aTagThatWasEmptyIsEmptyAgainAfterTheUndo() {
        account.aws.place(Item.of("volume/vol-1", Json.obj().with("size", 100).with("status", "in-use"))
                .tagged(Map.of("owner", "")));
        var tag = act(CleanupActions.TAG_RESOURCE, Kinds.EC2_VOLUME, "vol-1", "key", "owner", "value", "shop");
        var capsule = account.before(tag).capsule();
        details(account.actor.perform(tag, KEY, capsule));
        var undo = tag.undo(capsule).orElseThrow();
        details(account.actor.perform(undo, KEY, account.before(undo).capsule()));
        assertThat(account.aws.thing(Item.class, "volume/vol-1").tags()).isEqualTo(Map.of("owner", ""));
    }

    private List<String> members() {
        return account.aws.thing(Item.class, "cluster/main").texts("members");
    }

    @Test
    void aReaderThatBecameTheWriterIsNotDeleted() {
        var add = act(DatabaseActions.ADD_READER, Kinds.RDS_CLUSTER, "main", "up-to", "2");
        var capsule = account.before(add).capsule();
        details(account.actor.perform(add, KEY, capsule));
        account.aws.alter(Item.class, "cluster/main", cluster -> cluster.with("writer", "main-nightshift-1"));
        var undo = add.undo(capsule).orElseThrow();
        var problem =
                problem(account.actor.perform(undo, KEY, account.before(undo).capsule()));
        assertThat(problem.message()).contains("is the writer now");
        assertThat(members()).contains("main-nightshift-1");
    }

    @Test
    void aFailoverGoesOnlyToADatabaseOfTheCluster() {
        assertThat(cannot(act(DatabaseActions.FAIL_OVER_CLUSTER, Kinds.RDS_CLUSTER, "main", "to", "other-1")))
                .contains("it has no database other-1");
        assertThat(account.before(act(DatabaseActions.FAIL_OVER_CLUSTER, Kinds.RDS_CLUSTER, "main", "to", "main-1"))
                        .capsule()
                        .members())
                .containsKey(ActionExecution.ALREADY);
    }

    @Test
    void aCacheWithoutAutomaticFailoverIsLeftAlone() {
        account.aws.alter(Item.class, "replication-group/sessions", group -> group.with("failover", "disabled"));
        assertThat(cannot(act(GoogleActions.FAIL_OVER_CACHE, Kinds.ELASTICACHE_REPLICATION_GROUP, "sessions")))
                .contains("automatic failover is disabled");
    }

    @Test
    void atMostSoManyTargetsAreReplacedAndNoneThatNothingReplaces() {
        var replace = act(
                CapacityActions.REPLACE_UNHEALTHY_TARGETS,
                Kinds.TARGET_GROUP,
                "targetgroup/sick/0123456789abcdef",
                "at-most",
                "2");
        account.aws.place(new TargetGroup(
                UnwantedStates.SICK_TARGETS,
                Map.of("i-1", "unhealthy", "i-2", "unhealthy", "i-3", "unhealthy", "i-alone", "unhealthy")));
        details(account.perform(replace));
        assertThat(account.aws.changes()).hasSize(2);

        account.furnish();
        account.aws.place(new TargetGroup(UnwantedStates.SICK_TARGETS, Map.of("i-alone", "unhealthy")));
        assertThat(cannot(replace)).contains("nothing would replace i-alone");
        account.aws.place(new TargetGroup(UnwantedStates.SICK_TARGETS, Map.of("i-1", "healthy")));
        assertThat(cannot(replace)).contains("none of its targets is unhealthy");
    }

    @Test
    void aCertificateThatNobodyCanRenewSaysWhatIsMissing() {
        var renew = act(SecurityActions.RENEW_CERTIFICATE, Kinds.ACM_CERTIFICATE, "61f50cd4");
        certificate(Json.obj().with("Type", "IMPORTED"));
        assertThat(cannot(renew)).contains("import its successor");
        certificate(Json.obj()
                .with("Type", "AMAZON_ISSUED")
                .with("Status", "ISSUED")
                .with(
                        "RenewalSummary",
                        Json.obj()
                                .with("RenewalStatus", "PENDING_VALIDATION")
                                .with(
                                        "DomainValidationOptions",
                                        Json.arr(Json.obj()
                                                .with("DomainName", "shop.example")
                                                .with("ValidationMethod", "DNS")
                                                .with("ValidationStatus", "PENDING_VALIDATION")
                                                .with(
                                                        "ResourceRecord",
                                                        Json.obj()
                                                                .with("Name", "_a.shop.example.")
                                                                .with("Type", "CNAME")
                                                                .with("Value", "_b.acm-validations.aws."))))));
        assertThat(cannot(renew)).contains("_a.shop.example. CNAME _b.acm-validations.aws.");
    }

    private void certificate(Json.Obj detail) {
        account.aws.place(Item.of(arn("acm", "certificate/61f50cd4"), Json.obj().with("detail", detail)));
    }

    @Test
    void aCommandThatFailedHasAnUnknownEffect() {
        var run = act(WorkflowActions.RUN_COMMAND, Kinds.EC2_INSTANCE, "i-2", "document", "Shop-RestartService");
        details(account.perform(run));
        var key = "command/Shop-RestartService/" + KEY.token();
        assertThat(account.actor.probe(run, KEY, Json.Obj.EMPTY)).isEqualTo(Probed.HAPPENED);
        account.aws.alter(Item.class, key, command -> command.with("Status", "Failed"));
        assertThat(account.actor.probe(run, KEY, Json.Obj.EMPTY)).isEqualTo(Probed.UNKNOWN);
    }

    @Test
    void aDocumentThatRunsAnyScriptIsForTheActionThatAsks() {
        for (var document : List.of("AWS-RunShellScript", "arn:aws:ssm:eu-central-1::document/AWS-RunShellScript")) {
            assertThatThrownBy(() -> act(WorkflowActions.RUN_COMMAND, Kinds.EC2_INSTANCE, "i-2", "document", document))
                    .hasMessageContaining("run-script");
        }
    }
}
