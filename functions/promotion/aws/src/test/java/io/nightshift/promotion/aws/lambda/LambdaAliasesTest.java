package io.nightshift.promotion.aws.lambda;

import static io.nightshift.promotion.aws.Rollouts.KEY;
import static io.nightshift.promotion.aws.Rollouts.deploy;
import static io.nightshift.promotion.aws.Rollouts.deployed;
import static io.nightshift.promotion.aws.Rollouts.preflight;
import static io.nightshift.promotion.aws.Rollouts.problem;
import static io.nightshift.promotion.aws.Rollouts.problems;
import static io.nightshift.promotion.aws.Rollouts.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.aws.Whole;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaAliasesTest {

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final AliasStand stand = AliasStand.in(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    private void alias(String version, Map<String, Double> weights) {
        cloud.aws.place(new Alias("shop", "live", version, weights, "rev-x"));
    }

    private void code(String version, String state, String update) {
        cloud.aws.alter(FunctionCode.class, "code/shop:" + version, code -> code.in(state, update));
    }

    @Test
    void theWayBackIsTheCommandThatAHumanWouldType() throws CallFailed {
        assertThat(preflight(stand).baseline().get("command"))
                .isEqualTo(Json.of("aws lambda update-alias --region eu-central-1 --function-name shop --name live"
                        + " --function-version 9 --routing-config AdditionalVersionWeights={}"));
    }

    @Test
    void weightsThatAStoppedDeploymentLeftOverAreFoundBeforehand() throws CallFailed {
        alias("3", Map.of("9", 0.1));
        assertThat(problems(stand)).containsExactly("WeightsLeftOver");
    }

    @Test
    void anAliasOnTheLatestCodeHasNoWayBack() throws CallFailed {
        alias("$LATEST", Map.of());
        assertThat(problems(stand)).containsExactly("Irreversible");
    }

    @Test
    void anUpdateThatIsUnderWayPasses() throws CallFailed {
        code("$LATEST", "Active", "InProgress");
        assertThat(preflight(stand).problems()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("DeploymentInProgress");
            assertThat(found.passing()).isTrue();
        });
    }

    @Test
    void aFunctionOfZippedCodeHasNoDigest() throws CallFailed {
        cloud.aws.place(FunctionCode.ready("shop", "9", ""), FunctionCode.ready("shop", "$LATEST", ""));
        assertThat(problems(stand)).containsExactly("WrongPackage");
        assertThat(preflight(stand).baseline().get("digest")).isEqualTo(Json.of(""));
    }

    @Test
    void versionsOfTwoRolesCannotShareAnAlias() throws CallFailed {
        cloud.aws.alter(FunctionCode.class, "code/shop:$LATEST", code -> code.under("other"));
        assertThat(problems(stand)).containsExactly("NotShareable");
    }

    @ParameterizedTest
    @CsvSource({"linux/amd64, 0", "linux/arm64, 1"})
    void anImageForAnotherArchitectureIsFoundBeforehand(String platform, int problems) throws CallFailed {
        var settings = Json.obj().with("platforms", Json.arr(Json.of(platform)));
        var rollout = new Rollout(AliasStand.IMAGE, AliasStand.NEW, "", Json.obj(), settings);
        assertThat(stand.platform().preflight(stand.target(), rollout).problems())
                .hasSize(problems)
                .allMatch(found -> found.code().equals("WrongPlatform"));
    }

    @Test
    void whatServesAlreadyIsTold() throws CallFailed {
        cloud.aws.place(FunctionCode.ready("shop", "9", AliasStand.IMAGE + "@" + AliasStand.NEW));
        assertThat(preflight(stand).percent()).isEqualTo(100);
    }

    @Test
    void theVersionOfABrokenImageIsBroken() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
        code(rollout.version(), "Failed", "Failed");
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(new Readiness.Broken(
                        "Lambda could not make version 10: ImageAccessDenied", Readiness.Cause.IMAGE));
    }

    @Test
    void nothingIsDeployedWhileTheFunctionIsBeingUpdated() throws CallFailed {
        var rollout = ready(stand);
        code("$LATEST", "Active", "InProgress");
        var problem = problem(() -> deploy(stand, rollout));
        assertThat(problem.code()).isEqualTo("DeploymentInProgress");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdateFunctionCode", "GetAlias", "GetFunction", "ListVersionsByFunction"})
    void aReplyThatIsLostMakesNoSecondVersion(String operation) throws CallFailed {
        var rollout = ready(stand);
        cloud.aws.fail(operation, new AwsFault.CutReply());
        assertThat(deploy(stand, rollout).version()).isEqualTo("10");
        assertThat(stand.versionsOfNew()).isEqualTo(1);
    }

    @Test
    void aDeploymentThatIsNeverAnsweredIsFoundByItsRepetition() throws CallFailed {
        var rollout = ready(stand);
        var late = new AwsFault.Slow(PromotionStandIn.ATTEMPT.plusSeconds(1));
        cloud.aws.fail("UpdateFunctionCode", late, late, late);
        assertThat(deploy(stand, rollout).version()).isEqualTo("10");
        assertThat(cloud.aws.calls("UpdateFunctionCode")).isLessThanOrEqualTo(3);
        assertThat(stand.versionsOfNew()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 100})
    void aShiftWhoseReplyIsLostIsDone(int percent) throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.fail("UpdateAlias", new AwsFault.CutReply());
        stand.platform().shift(stand.target(), rollout, percent, KEY);
        assertThat(stand.shareOfNew()).isEqualTo(percent);
    }

    @Test
    void aShiftThatIsDeniedHasNotHappened() throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.fail("UpdateAlias", new AwsFault.Denied());
        var problem = problem(() -> stand.platform().shift(stand.target(), rollout, 5, KEY));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void aReaderThatComesTooEarlyIsFoundOutByTheRevision() throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.staleAfterChange(1);
        stand.platform().shift(stand.target(), rollout, 10, KEY);
        stand.platform().shift(stand.target(), rollout, 20, KEY);
        assertThat(stand.shareOfNew()).isEqualTo(20);
    }

    @Test
    void itIsNotTakenBackFromWhatSomebodyPutThereByHand() throws CallFailed {
        var rollout = deployed(stand);
        stand.changeByHand();
        var problem = problem(() -> stand.platform().takeBack(stand.target(), rollout, KEY));
        assertThat(problem.code()).isEqualTo("Changed");
        assertThat(stand.alias().version()).isEqualTo("3");
    }

    @Test
    void aVersionFromBeforeTheBaselineIsPublishedAnew() throws CallFailed {
        cloud.aws.place(FunctionCode.ready("shop", "3", AliasStand.IMAGE + "@" + AliasStand.NEW));
        assertThat(deploy(stand, ready(stand)).version()).isEqualTo("10");
    }

    @Test
    void aFunctionWithoutAnAliasIsNoTarget() {
        var bare = PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "shop");
        var problem = problem(() -> stand.platform().preflight(bare, rollout()));
        assertThat(problem.code()).isEqualTo("NoAlias");
    }

    @Test
    void aFunctionOfAnotherAccountIsNotAsked() {
        var foreign = new Resource(Origin.aws("999988887777", AwsStandIn.REGION), Kinds.LAMBDA_FUNCTION, "shop:live");
        assertThat(problem(() -> stand.platform().tags(foreign, rollout())).code())
                .isEqualTo("OtherAccount");
        assertThat(cloud.aws.calls()).isEmpty();
    }

    @Test
    void anOwnersTagsAreSeen() throws CallFailed {
        assertThat(stand.platform().tags(stand.target(), rollout())).containsEntry("team", "shop");
    }

    private Rollout rollout() {
        return new Rollout(AliasStand.IMAGE, AliasStand.NEW, "", Json.obj(), Json.obj());
    }

    @Test
    void theRoleNeedsWhatIsCalledAndNoMore() throws CallFailed {
        assertThat(Whole.permissions(stand, cloud)).containsExactlyElementsOf(Whole.granted(stand));
    }
}
