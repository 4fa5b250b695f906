package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.remediation.aws.adapter.SmallAccount.WEB_TARGETS;
import static io.nightshift.remediation.aws.adapter.SmallAccount.act;
import static io.nightshift.remediation.aws.adapter.SmallAccount.details;
import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a listener did before it redirects is given back whole. */
class ListenersTest {

    private static final String LISTENER = arn("elasticloadbalancing", "listener/app/web/1/2");
    private static final String OTHER = arn("elasticloadbalancing", "targetgroup/green/0123456789abcdef");

    private final SmallAccount account = new SmallAccount();
    private final Action redirect = act(SecurityActions.REDIRECT_TO_HTTPS, Kinds.LISTENER, "app/web/1/2");

    @AfterEach
    void close() {
        account.close();
    }

    private void placed(Map<String, String> actions) {
        account.aws.place(
                Item.of(LISTENER, Json.obj().with("protocol", "HTTP").with("actions", Json.strings(actions))));
    }

    private Map<String, String> actions() {
        var found = new TreeMap<String, String>();
        if (account.aws.thing(Item.class, LISTENER).values().get("actions") instanceof Json.Obj actions) {
            actions.members().forEach((name, value) -> found.put(name, ((Json.Str) value).value()));
        }
        return found;
    }

    private void thereAndBack() {
        var capsule = account.before(redirect).capsule();
        assertThat(capsule.get(ActionExecution.CANNOT)).isNull();
        details(account.actor.perform(redirect, KEY, capsule));
        assertThat(actions()).containsEntry("member.1.Type", "redirect");
        var undo = redirect.undo(capsule).orElseThrow();
        details(account.actor.perform(undo, KEY, account.before(undo).capsule()));
    }

    @Test
    void weightsAndStickinessOfSeveralTargetGroups() {
        var forward = Map.of(
                "member.1.Type", "forward",
                "member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn", WEB_TARGETS,
                "member.1.ForwardConfig.TargetGroups.member.1.Weight", "90",
                "member.1.ForwardConfig.TargetGroups.member.2.TargetGroupArn", OTHER,
                "member.1.ForwardConfig.TargetGroups.member.2.Weight", "10",
                "member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled", "true",
                "member.1.ForwardConfig.TargetGroupStickinessConfig.DurationSeconds", "3600");
        placed(forward);
        thereAndBack();
        assertThat(actions())
                .containsAllEntriesOf(forward)
                .containsEntry("member.1.Order", "1")
                .hasSize(8);
    }

    @Test
    void anAuthenticationBeforeTheForwardWithTheSecretThatAwsKeeps() {
        var actions = Map.of(
                "member.1.Type", "authenticate-oidc",
                "member.1.AuthenticateOidcConfig.ClientId", "shop",
                "member.1.AuthenticateOidcConfig.Issuer", "https://login.example",
                "member.1.AuthenticateOidcConfig.SessionTimeout", "604800",
                "member.1.AuthenticateOidcConfig.UseExistingClientSecret", "true",
                "member.2.Type", "forward",
                "member.2.TargetGroupArn", WEB_TARGETS);
        placed(actions);
        thereAndBack();
        assertThat(actions()).containsAllEntriesOf(actions);
    }

    @Test
    void theTargetGroupThatAnEarlierVersionKept() {
        var capsule = account.before(redirect).capsule();
        details(account.actor.perform(redirect, KEY, capsule));
        var undo = redirect.undo(capsule.with("was", WEB_TARGETS)).orElseThrow();
        account.actor.perform(undo, KEY, account.before(undo).capsule());
        assertThat(actions()).containsEntry("member.1.TargetGroupArn", WEB_TARGETS);
    }
}
