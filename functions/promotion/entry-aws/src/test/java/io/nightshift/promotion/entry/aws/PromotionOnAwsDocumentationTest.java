package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.entry.Variables;
import io.nightshift.promotion.aws.AwsPermissions;
import io.nightshift.promotion.policy.PromotionPolicies;
import io.nightshift.sandbox.contract.DocSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromotionOnAwsDocumentationTest {

    private static final String PAGE = "promotion-aws.md";

    @Test
    void listsEveryVariable() {
        var rows = Stream.of(AwsEnvironment.KEYS, AwsPromotionSettings.KEYS, Variables.KEYS)
                .flatMap(List::stream)
                .map(key ->
                        "| `%s` | %s | %s |\n".formatted(key.name(), key.required() ? "yes" : "", key.description()))
                .collect(Collectors.joining());
        new DocSection(PAGE, "environment").says("| variable | required | meaning |\n|---|---|---|\n" + rows);
    }

    @Test
    void listsEveryPermissionThatTheAdaptersNeed() {
        new DocSection(PAGE, "permissions")
                .says("| for | looks and acts | what AWS asks for besides |\n|---|---|---|\n"
                        + targets()
                        + row("images", AwsPermissions.IMAGES, List.of())
                        + row("scans of ECR", AwsPermissions.SCANS, List.of())
                        + row("scans of Inspector", AwsPermissions.INSPECTORS_SCANS, List.of())
                        + row("signatures of AWS Signer", AwsPermissions.SIGNATURES, List.of())
                        + row("alarms", AwsPermissions.ALARMS, List.of())
                        + row("metrics", AwsPermissions.NUMBERS, List.of())
                        + row("verification jobs", AwsPermissions.JOBS, List.of())
                        + row("the hook of ECS", AwsPermissions.LIFECYCLE_HOOK, List.of()));
    }

    private static String targets() {
        return new TreeMap<>(AwsPermissions.TARGETS)
                .entrySet().stream()
                        .map(target -> row(
                                "`" + target.getKey() + "`",
                                target.getValue(),
                                AwsPermissions.BESIDES.getOrDefault(target.getKey(), List.of())))
                        .collect(Collectors.joining());
    }

    private static String row(String what, List<String> permissions, List<String> besides) {
        return "| %s | %s | %s |\n".formatted(what, code(permissions), code(besides));
    }

    private static String code(List<String> permissions) {
        return permissions.stream().map(one -> "`" + one + "`").collect(Collectors.joining(" "));
    }

    @Test
    void namesTheHandlersAsLambdaIsToldThem() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("nightshift.root"), "docs", PAGE));
        assertThat(page)
                .contains(
                        PromotionHandler.class.getName(), HttpApiHandler.class.getName(), HookHandler.class.getName());
    }

    /** The policy that the page gives is read by the functions as it stands. */
    @Test
    void thePolicyOfOthersIsReadAsItIs() throws IOException {
        var policy = Path.of(System.getProperty("nightshift.root"), "docs", "examples", "promotion.yaml");
        var settings = AwsPromotionSettings.read(Map.of(
                "AWS_REGION", "eu-central-1",
                "NIGHTSHIFT_POLICY", policy.toString(),
                "NIGHTSHIFT_ACCOUNT", "111122223333",
                "NIGHTSHIFT_TABLE", "nightshift",
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/111122223333/letters"));
        assertThat(PromotionPolicies.of(settings.configuration().common().policy()))
                .isNotEmpty();
    }
}
