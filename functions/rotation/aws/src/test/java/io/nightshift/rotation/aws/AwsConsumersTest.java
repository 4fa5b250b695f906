package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.wire.FastRetries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The restart of a Lambda function that reads a secret at its start, by the real client. */
class AwsConsumersTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("rotation-0a1b2c3d4e5f", 7);
    private static final Resource API =
            new Resource(Origin.aws(AwsStandIn.ACCOUNT, AwsStandIn.REGION), Kinds.LAMBDA_FUNCTION, "api");

    private final AwsStandIn aws = new AwsStandIn();
    private final ConsumerRestart restart = Objects.requireNonNull(
            AwsRotation.restarts(new AwsRegions(AwsStandIn.ACCOUNT, Map.of(AwsStandIn.REGION, apis())))
                    .get(Kinds.LAMBDA_FUNCTION));

    private AwsRegionApis apis() {
        return new AwsRegionApis(new AwsClients(
                AwsStandIn.REGION,
                Optional.of(aws.endpoint()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
                FastRetries.POLICY));
    }

    @BeforeEach
    void place() {
        aws.place(new Function("api", "Active", List.of("1"), Map.of("team", "shop")), described("sends invoices"));
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private static Item described(String description) {
        return Item.of(
                "function-settings/api",
                Json.obj()
                        .with("Description", description)
                        .with("RevisionId", "revision-1")
                        .with("LastUpdateStatus", "Successful"));
    }

    private String description() throws Exception {
        return View.of(aws.thing(Item.class, "function-settings/api").values())
                .at("Description")
                .text();
    }

    private Performed perform(ActionExecution execution) throws Exception {
        var capsule = ((LiveState.Known) execution.before()).capsule();
        return execution.performIfPossible(KEY, capsule);
    }

    @Test
    void aMarkInTheDescriptionRestartsTheFunctionAndReplacesTheMarkBefore() throws Exception {
        assertThat(perform(restart.of(API))).isInstanceOf(Performed.Done.class);
        assertThat(description()).matches("sends invoices \\[nightshift [^\\]]+]");
        assertThat(restart.state(API)).isEqualTo(Health.UNKNOWN);
        assertThat(restart.of(API).probe(KEY, Json.Obj.EMPTY)).isEqualTo(Probed.HAPPENED);

        aws.place(described("x".repeat(256)));
        assertThat(perform(restart.of(API))).isInstanceOf(Performed.Done.class);
        assertThat(description()).hasSize(256);
        aws.place(described("sends invoices [nightshift earlier]"));
        perform(restart.of(API));
        assertThat(description()).doesNotContain("earlier").startsWith("sends invoices [nightshift ");
        assertThat(restart.state(API)).isEqualTo(Health.UNKNOWN);
        aws.place(described("done"));
        assertThat(restart.state(API)).isEqualTo(Health.WELL);
    }

    @Test
    void aSecondPerformanceUnderTheSameKeyChangesNothing() throws Exception {
        perform(restart.of(API));
        var first = description();
        assertThat(restart.of(API).perform(KEY, Json.obj().with("revision", "revision-1")))
                .isInstanceOf(Performed.Done.class);
        assertThat(description()).isEqualTo(first);
    }

    @Test
    void aFunctionThatSomebodyChangesMeanwhileIsLeftAlone() throws Exception {
        var execution = restart.of(API);
        var capsule = ((LiveState.Known) execution.before()).capsule();
        aws.place(Item.of(
                "function-settings/api",
                Json.obj()
                        .with("Description", "new release")
                        .with("RevisionId", "revision-2")
                        .with("LastUpdateStatus", "Successful")));
        assertThat(execution.performIfPossible(KEY, capsule)).isInstanceOf(Performed.NotDone.class);
        assertThat(description()).isEqualTo("new release");
    }

    @Test
    void aPublishedVersionAndAMissingFunctionAreRefusedInWords() throws Exception {
        var published = new Resource(API.origin(), API.kind(), "api:live");
        assertThat(perform(restart.of(published)))
                .isInstanceOfSatisfying(
                        Performed.NotDone.class,
                        not -> assertThat(not.problem().message()).contains("a published version cannot be restarted"));
        var missing = new Resource(API.origin(), API.kind(), "other");
        assertThat(restart.of(missing).before()).isInstanceOf(LiveState.Unreadable.class);
        aws.fail("GetFunctionConfiguration", new AwsFault.Denied());
        assertThatThrownBy(() -> restart.of(API).before())
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("lambda:GetFunctionConfiguration");
    }
}
