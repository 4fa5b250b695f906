package io.nightshift.remediation.aws.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.aws.adapter.AwsActorContractTest.Case;
import io.nightshift.sandbox.aws.AwsCall;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The permissions that an action states are the calls that it makes: nothing is missing, and nothing is too much. */
class PermissionsTest {

    static final List<Case> CASES = AwsActorContractTest.CASES;

    /** Asked for besides: without them a service may leave out the tags, and with them an owner's opt-out. */
    private static final Set<String> SO_THAT_TAGS_ARE_SEEN =
            Set.of("rds:ListTagsForResource", "ecs:ListTagsForResource");

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void areTheCallsThatItMakes(Case one) {
        var capsule = throughout(one.action());
        one.action().undo(capsule).ifPresent(this::throughout);

        var called = new TreeSet<String>();
        account.aws.calls().forEach(call -> called.add(permission(call)));
        var stated = new TreeSet<>(one.action().type().permissions().getOrDefault(Cloud.AWS, List.of()));
        stated.removeAll(SO_THAT_TAGS_ARE_SEEN);
        assertThat(stated).isEqualTo(called);
    }

    private Json.Obj throughout(Action action) {
        var capsule = account.before(action).capsule();
        assertThat(account.actor.perform(action, SmallAccount.KEY, capsule)).isInstanceOf(Performed.Done.class);
        account.actor.probe(action, SmallAccount.KEY, capsule);
        return capsule;
    }

    private static String permission(AwsCall call) {
        return (call.service().equals("monitoring") ? "cloudwatch" : call.service()) + ":" + call.operation();
    }
}
