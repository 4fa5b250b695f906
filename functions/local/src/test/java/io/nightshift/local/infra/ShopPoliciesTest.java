package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Payload;
import io.nightshift.local.Functions;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The policies of the shops name what their Terraform makes: targets of promotions, repositories, secrets, backups, hosts; and each alarm
 * of the shop reaches one rule of those that the same Terraform writes.
 */
final class ShopPoliciesTest {

    private static final Path EXAMPLES = IgnoredAttributes.INFRA.resolve("examples");
    private static final Pattern FIRST_VALUE =
            Pattern.compile("^(name|project|domain)\\s*=\\s*\"(.*)\"$", Pattern.MULTILINE);

    /** A shop: its folder and its alarms. */
    private enum Shop {
        AWS("shop-aws", "alarm_name"),
        GOOGLE("shop-gcp", "display_name");

        private final String folder;
        private final String name;

        Shop(String folder, String name) {
            this.folder = folder;
            this.name = name;
        }

        /** The types of resources that are alarms. */
        List<String> alarms() {
            return switch (this) {
                case AWS -> List.of("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm");
                case GOOGLE -> List.of("google_monitoring_alert_policy");
            };
        }

        YamlTree policy() {
            return YamlTree.of(EXAMPLES.resolve(folder).resolve("nightshift.yaml"));
        }

        EvaluatedInfra infra() {
            return EvaluatedInfra.of("examples-" + folder);
        }

        /** The values of an attribute of all resources of a type. */
        Set<String> made(String type, String attribute) throws JsonException {
            var values = new TreeSet<String>();
            for (var resource : infra().ofType(type).values()) {
                values.add(resource.at(attribute).text());
            }
            return values;
        }

        /** What {@code staging.tfvars.example} gives to a variable. */
        String ofStaging(String variable) throws IOException {
            return FIRST_VALUE
                    .matcher(Files.readString(EXAMPLES.resolve(folder).resolve("staging.tfvars.example")))
                    .results()
                    .filter(found -> found.group(1).equals(variable))
                    .map(found -> found.group(2))
                    .findFirst()
                    .orElseThrow();
        }

        List<YamlTree> stages() {
            return items(policy().at("promotions", "shop", "stages"));
        }
    }

    private static List<YamlTree> items(YamlTree list) {
        return list.value() instanceof Collection<?> all
                ? all.stream().map(YamlTree::new).toList()
                : List.of();
    }

    @Test
    void thePromotionOnAwsGoesToGroupsThatTerraformMakes() throws Exception {
        var groups = Shop.AWS.made("aws_autoscaling_group", "name");
        for (var stage : Shop.AWS.stages()) {
            for (var target : items(stage.at("targets"))) {
                assertThat(target.at("kind").text()).isEqualTo("autoscaling:group");
                var expected = stage.at("name").text().equals("staging") ? Set.of(Shop.AWS.ofStaging("name")) : groups;
                assertThat(expected).contains(target.at("name").text());
            }
        }
        var image = Shop.AWS.policy().at("promotions", "shop", "image").text();
        assertThat(Shop.AWS.made("aws_ecr_repository", "name")).contains(image.substring(image.indexOf('/') + 1));
    }

    @Test
    void thePromotionOnGoogleCloudGoesToServicesThatTerraformMakes() throws Exception {
        var made = new TreeSet<String>();
        for (var service :
                Shop.GOOGLE.infra().ofType("google_cloud_run_v2_service").values()) {
            made.add(service.at("project").text() + "/" + service.at("location").text() + "/"
                    + service.at("name").text());
        }
        // The same Terraform in another project, and the environment of the second region.
        var service = made.first();
        made.add(service.replace("shop-prod", Shop.GOOGLE.ofStaging("project")));
        var second = Files.readString(IgnoredAttributes.INFRA.resolve("gcp/environments/dr/terraform.tfvars"));
        assertThat(second).contains("region          = \"europe-west4\"", "name            = \"shop\"");
        made.add(service.replace("europe-west1", "europe-west4"));
        for (var stage : Shop.GOOGLE.stages()) {
            for (var target : items(stage.at("targets"))) {
                assertThat(made)
                        .contains(target.at("account").text() + "/"
                                + target.at("region").text() + "/"
                                + target.at("name").text());
            }
        }
        for (var registry : Shop.GOOGLE
                .infra()
                .ofType("google_artifact_registry_repository")
                .values()) {
            assertThat(Shop.GOOGLE.policy().at("promotions", "shop", "image").text())
                    .startsWith("%s-docker.pkg.dev/%s/%s/"
                            .formatted(
                                    registry.at("location").text(),
                                    registry.at("project").text(),
                                    registry.at("repository_id").text()));
        }
    }

    @ParameterizedTest
    @EnumSource(Shop.class)
    void theCheckOfStagingAsksTheHostOfStaging(Shop shop) throws IOException {
        var url = items(shop.stages().getFirst().at("verify"))
                .getFirst()
                .at("http", "url")
                .text();
        assertThat(url).isEqualTo("https://" + shop.ofStaging("domain") + "/health");
    }

    @Test
    void secretsAndBackupsOnAwsAreThoseOfTerraform() throws Exception {
        var secret = Shop.AWS.policy().at("secrets", "shop-db");
        assertThat(Shop.AWS.made("aws_secretsmanager_secret", "name"))
                .contains(secret.at("secret").text(), secret.at("admin").text());
        var backup = Shop.AWS.policy().at("backups", "orders");
        assertThat(Shop.AWS.made("aws_backup_vault", "name"))
                .contains(backup.at("source", "vault").text());
        assertThat(Shop.AWS.made("aws_db_subnet_group", "name"))
                .contains(backup.at("restore", "subnet-group").text());
        assertThat(Shop.AWS
                        .infra()
                        .ofType("aws_backup_restore_testing_selection")
                        .values())
                .singleElement()
                .satisfies(tested -> {
                    assertThat(tested.at("protected_resource_arns").at(0).text())
                            .isEqualTo(backup.at("source", "resource").text());
                    assertThat(tested.at("restore_metadata_overrides", "dbSubnetGroupName")
                                    .text())
                            .isEqualTo(backup.at("restore", "subnet-group").text());
                });
    }

    @Test
    void secretsAndBackupsOnGoogleCloudAreThoseOfTerraform() throws Exception {
        assertThat(Shop.GOOGLE.made("google_sql_database_instance", "name"))
                .contains(Shop.GOOGLE
                        .policy()
                        .at("backups", "orders", "source", "instance")
                        .text());
        assertThat(Shop.GOOGLE.made("google_secret_manager_secret", "secret_id"))
                .contains(
                        Shop.GOOGLE.policy().at("secrets", "shop-db", "secret").text());
    }

    /** An experiment that stops for an alarm that nobody makes is not stopped. */
    @Test
    void theExperimentFailsOverTheDatabaseAndStopsForAnAlarmOfTheShop() throws Exception {
        var alarms = Shop.AWS.made("aws_cloudwatch_composite_alarm", "alarm_name");
        for (var experiment :
                Shop.AWS.infra().ofType("aws_fis_experiment_template").values()) {
            var alarm = experiment.at("stop_condition").at(0).at("value").text();
            assertThat(alarms).contains(alarm.substring(alarm.lastIndexOf(':') + 1));
            var database =
                    experiment.at("target").at(0).at("resource_arns").at(0).text();
            assertThat(Shop.AWS.made("aws_db_instance", "identifier"))
                    .contains(database.substring(database.lastIndexOf(':') + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Shop.class)
    void eachAlarmReachesOneRuleOfTheSameTerraform(Shop shop) throws Exception {
        var parsed = Functions.PARSER.parse(shop.infra().policy());
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        var rules = new PolicyRules(((Parsed.Valid) parsed).policy());
        var reached = new TreeSet<String>();
        for (var alarm : alarms(shop)) {
            var signal =
                    KnownFormats.decoders().decode(event(shop, alarm)).signals().getFirst();
            assertThat(rules.route(rules.identify(signal)))
                    .as(alarm.at(shop.name).text())
                    .singleElement()
                    .satisfies(route -> reached.add(route.rule()));
        }
        assertThat(shop.infra().policy().lines().filter(line -> line.startsWith("  - name: ")))
                .as("rules without an alarm")
                .allSatisfy(
                        line -> assertThat(reached).contains(line.substring(10).strip()));
    }

    /** {@code terraform output -raw rules >> nightshift.yaml}, as the README says. */
    @ParameterizedTest
    @EnumSource(Shop.class)
    void thePolicyTakesTheRulesAtItsEnd(Shop shop) throws IOException {
        var rules = shop.infra().policy();
        var whole = Files.readString(EXAMPLES.resolve(shop.folder).resolve("nightshift.yaml"))
                + rules.substring(rules.indexOf("rules:\n") + "rules:\n".length());
        assertThat(Functions.PARSER.parse(whole))
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        valid -> assertThat(valid.warnings()).isEmpty());
    }

    private static Payload event(Shop shop, View alarm) throws JsonException {
        return shop == Shop.AWS ? AlarmEvent.of(alarm) : AlertIncident.of(alarm);
    }

    /** Without the windows of objectives, which tell nobody: the alarm above them does. */
    private static List<View> alarms(Shop shop) throws JsonException {
        var composites = shop.infra().ofType("aws_cloudwatch_composite_alarm").values();
        var parts = new ArrayList<String>();
        for (var composite : composites) {
            parts.add(composite.at("alarm_rule").text());
        }
        var all = new ArrayList<View>();
        for (var alarm : shop.alarms().stream()
                .flatMap(type -> shop.infra().ofType(type).values().stream())
                .toList()) {
            var quoted = "\"" + alarm.at(shop.name).text() + "\"";
            if (parts.stream().noneMatch(rule -> rule.contains(quoted))) {
                all.add(alarm);
            }
        }
        return all;
    }
}
