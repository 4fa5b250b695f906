package io.nightshift.promotion.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.aws.AwsPermissions;
import io.nightshift.promotion.aws.PromotionStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;

/** {@code docs/promotion-ecs.md} says what the code says. */
class AwsPromotionDocumentationTest {

    private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TAGS = Pattern.compile("key=nightshift:may,value=(\\S+)`");

    private String text = "";

    @BeforeEach
    void read() throws Exception {
        text = Files.readString(Path.of(System.getProperty("nightshift.root"), "docs", "promotion-ecs.md"));
    }

    private static String row(String what, @Nullable List<String> permissions) {
        return Objects.requireNonNull(permissions).stream()
                .map(permission -> "`" + permission + "`")
                .collect(Collectors.joining(" ", "| " + what + " | ", " |"));
    }

    @Test
    void thePermissionsAreThoseOfTheCode() {
        assertThat(text.lines())
                .contains(
                        row("the target", AwsPermissions.TARGETS.get(Kinds.ECS_SERVICE)),
                        row(
                                "besides, as ECS does something in the caller's name",
                                AwsPermissions.BESIDES.get(Kinds.ECS_SERVICE)),
                        row("the hook", AwsPermissions.LIFECYCLE_HOOK));
    }

    @Test
    void theHookThatIsShownIsOneThatPreflightTakes() throws Exception {
        var block = BLOCK.matcher(text);
        assertThat(block.find()).isTrue();
        var target = PromotionStandIn.resource(Kinds.ECS_SERVICE, "prod/web");
        var hook = View.of(Json.parse(block.group(1)
                .replace("REGION", target.origin().region())
                .replace("ACCOUNT", target.origin().account())));
        var stages = new ArrayList<String>();
        for (var stage : hook.at("lifecycleStages").items()) {
            stages.add(stage.text());
        }
        var shown = DeploymentLifecycleHook.builder()
                .hookTargetArn(hook.at("hookTargetArn").text())
                .lifecycleStagesWithStrings(stages)
                .build();
        var configuration =
                DeploymentConfiguration.builder().lifecycleHooks(List.of(shown)).build();
        assertThat(new HookCheck(target, HookCheck.DEFAULT).problems(configuration))
                .isEmpty();
    }

    @Test
    void thePermissionByHandIsOneThatTheHookReads() {
        var command = TAGS.matcher(text);
        assertThat(command.find()).isTrue();
        var tag = command.group(1).replace("DEPLOYMENT-ID", "EZe5RNVLH6PPzHXINuP28");
        assertThat(HookPermission.of(Map.of(HookPermission.TAG, tag), "EZe5RNVLH6PPzHXINuP28"))
                .isEqualTo(100);
        assertThat(text).contains("| `" + HookPermission.TAG + "` |", "| `" + HookPermission.HOME + "` |");
    }

    @Test
    void theTimesAreTheDefaults() {
        var settings = HookSettings.DEFAULT;
        assertThat(text)
                .contains(
                        "after " + settings.retryPolicy().toHours() + " h for one share",
                        "after " + settings.patienceByHand().toHours() + " h;",
                        "every " + settings.every().toSeconds() + " s",
                        "`" + HookCheck.DEFAULT + "`");
    }
}
