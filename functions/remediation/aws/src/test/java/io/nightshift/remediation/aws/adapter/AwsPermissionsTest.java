package io.nightshift.remediation.aws.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.aws.adapter.AwsActorContractTest.Case;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.contract.DocSection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The permissions that an action states are the calls that it makes: nothing is missing, and nothing is too much. */
class AwsPermissionsTest {

    static final List<Case> CASES = Stream.of(AwsActorContractTest.CASES, AwsSettingContractTest.CASES)
            .flatMap(List::stream)
            .toList();

    /** Asked for besides: without them a service may leave out the tags, and with them an owner's opt-out. */
    private static final Set<String> SO_THAT_TAGS_ARE_SEEN =
            Set.of("rds:ListTagsForResource", "ecs:ListTagsForResource");

    /** Checked by a service on the caller's behalf, or for a part of its request. */
    private static final Set<String> ON_BEHALF = Set.of(
            "ec2:CreateTags",
            "iam:PassRole",
            "rds:AddTagsToResource",
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "sqs:DeleteMessage",
            "sqs:ReceiveMessage",
            "sqs:SendMessage",
            "ssm:AddTagsToResource");

    private static final Map<String, String> SUBJECTS = new TreeMap<>(Map.of(
            Resource.Kinds.EC2_INSTANCE, "i-1",
            Resource.Kinds.AUTO_SCALING_GROUP, "web",
            Resource.Kinds.TARGET_GROUP, "targetgroup/web/0123456789abcdef",
            Resource.Kinds.RDS_INSTANCE, "orders",
            Resource.Kinds.LAMBDA_FUNCTION, "checkout:live",
            Resource.Kinds.ECS_SERVICE, "prod/web"));

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void theDocumentationListsThemAll() {
        var rows = new StringBuilder("| for | permissions |\n|---|---|\n");
        for (var type : Remediation.CATALOGUE.types()) {
            var permissions = type.permissions().getOrDefault(Cloud.AWS, List.of());
            if (!permissions.isEmpty()) {
                rows.append(row("`" + type.name() + "`", permissions));
            }
        }
        rows.append(row(
                "looking at the alarm",
                looking(new Query(
                        Query.ALARM,
                        SmallAccount.resource(Resource.Kinds.EC2_INSTANCE, "i-1"),
                        Json.obj().with("source", "aws.cloudwatch").with("key", "high cpu: web")))));
        SUBJECTS.forEach((kind, name) -> rows.append(row(
                "looking at `" + kind + "`",
                looking(new Query(Query.HEALTH, SmallAccount.resource(kind, name), Json.obj())))));
        new DocSection("remediation.md", "aws-permissions").says(rows.toString());
    }

    @Test
    void theObserverStatesTheCallsThatItMakes() {
        SUBJECTS.forEach((kind, name) -> assertThat(
                        looking(new Query(Query.HEALTH, SmallAccount.resource(kind, name), Json.obj())))
                .as(kind)
                .containsExactlyInAnyOrderElementsOf(AwsObserver.PERMISSIONS.getOrDefault(kind, List.of())));
        assertThat(AwsObserver.PERMISSIONS).hasSize(SUBJECTS.size() + 1);
    }

    @Test
    void whoReadsTheTagsOfATargetStatesTheCallsThatItMakes() {
        var surroundings = new AwsTargetContext(account.places);
        SUBJECTS.forEach((kind, name) -> {
            int before = account.aws.calls().size();
            assertThat(surroundings.apply(SmallAccount.resource(kind, name))).isInstanceOf(LiveState.Known.class);
            var stated = new TreeSet<>(AwsTargetContext.PERMISSIONS.getOrDefault(kind, List.of()));
            stated.removeAll(SO_THAT_TAGS_ARE_SEEN);
            assertThat(called(before)).as(kind).isEqualTo(stated);
        });
    }

    private static String row(String what, Collection<String> permissions) {
        return "| " + what + " | "
                + permissions.stream().sorted().map(name -> "`" + name + "`").collect(Collectors.joining(" ")) + " |\n";
    }

    private Set<String> looking(Query query) {
        int before = account.aws.calls().size();
        assertThat(account.observer.observe(query)).isInstanceOf(Observed.Seen.class);
        return called(before);
    }

    private Set<String> called(int before) {
        return account.aws.calls().stream()
                .skip(before)
                .flatMap(AwsCall::permissions)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An action on several kinds of resources makes different calls for each. */
    @Test
    void areTheCallsThatItMakes() {
        var called = new TreeMap<String, Set<String>>();
        for (var one : CASES) {
            account.furnish();
            var capsule = throughout(one.action());
            one.action().undo(capsule).ifPresent(undo -> {
                if (one.action() instanceof DeclaredAction) {
                    account.aws.settle();
                }
                throughout(undo);
            });
            lookAtOneInAGroup(one.action());
            lookAtOthers(one.action());
            var calls = called.computeIfAbsent(one.action().type().name(), name -> new TreeSet<>());
            account.aws.calls().forEach(call -> call.permissions().forEach(calls::add));
        }
        for (var type : Remediation.CATALOGUE.types()) {
            var stated = new TreeSet<>(type.permissions().getOrDefault(Cloud.AWS, List.of()));
            stated.removeAll(SO_THAT_TAGS_ARE_SEEN);
            stated.removeIf(permission -> ON_BEHALF.contains(permission)
                    && !called.getOrDefault(type.name(), Set.of()).contains(permission));
            assertThat(stated).as(type.name()).isEqualTo(called.getOrDefault(type.name(), Set.of()));
        }
    }

    /** An instance outside of a group needs fewer calls. */
    private void lookAtOneInAGroup(Action action) {
        if (action instanceof DeclaredAction && action.target().kind().equals(Resource.Kinds.EC2_INSTANCE)) {
            var inGroup = new Resource(action.target().origin(), Resource.Kinds.EC2_INSTANCE, "i-2");
            account.before(new DeclaredAction(action.type(), "", inGroup, action.with()));
        }
    }

    /** The kinds of EC2 that differ in the call that reads them only. */
    private void lookAtOthers(Action action) {
        var others = Map.of(
                Resource.Kinds.EC2_INSTANCE, "i-alone",
                Resource.Kinds.EC2_VOLUME, "vol-old",
                Resource.Kinds.EC2_SNAPSHOT, "snap-old",
                Resource.Kinds.EC2_ADDRESS, "eipalloc-old");
        if (action.type().equals(CleanupActions.TAG_RESOURCE)
                || action.type().equals(CleanupActions.MARK_FOR_DELETION)) {
            others.forEach((kind, name) -> {
                if (action.type().kinds().contains(kind)) {
                    var other = new Resource(action.target().origin(), kind, name);
                    account.before(new DeclaredAction(action.type(), "", other, action.with()));
                }
            });
        }
    }

    private Json.Obj throughout(Action action) {
        var capsule = account.before(action).capsule();
        assertThat(account.actor.perform(action, SmallAccount.KEY, capsule)).isInstanceOf(Performed.Done.class);
        account.actor.probe(action, SmallAccount.KEY, capsule);
        return capsule;
    }
}
