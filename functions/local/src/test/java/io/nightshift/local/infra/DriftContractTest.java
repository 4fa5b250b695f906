package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionType;
import io.nightshift.local.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What Terraform ignores is exactly what Nightshift changes. An attribute that no action changes would hide drift; an attribute
 * that an action changes, and that is not ignored, would be changed back by the next apply.
 */
final class DriftContractTest {

    /**
     * A kind of target in Terraform.
     *
     * @param changes for each ignored attribute the actions that change it
     * @param reported actions whose change an apply shall show: the code has to follow, or to overrule
     * @param untouched actions that leave every attribute as it is
     */
    private record Managed(
            String kind, String type, Map<String, Set<String>> changes, Set<String> reported, Set<String> untouched) {

        Set<String> actions() {
            var all = changes.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
            all.addAll(reported);
            all.addAll(untouched);
            return all;
        }
    }

    private static final Set<String> DEPLOYS = Set.of("deploy-version", "take-back");
    private static final Set<String> SHIFTS = Set.of("shift-traffic", "retire-baseline", "take-back");

    /** They act on what they restore, never on the database itself. */
    private static final Set<String> VERIFIES = Set.of(
            "answer-restore-test",
            "damage-restore",
            "open-restore",
            "record-verification",
            "remove-restore",
            "restore-backup");

    private static final List<Managed> CONTRACT = List.of(
            new Managed(
                    "run:service",
                    "google_cloud_run_v2_service",
                    Map.of(
                            "client", Set.of("deploy-version", "restart-run-service", "roll-consumer"),
                            "client_version", Set.of("deploy-version", "restart-run-service", "roll-consumer"),
                            "traffic", with(SHIFTS, "shift-traffic-back", "deploy-version"),
                            "scaling", Set.of("raise-instances", "set-minimum-instances"),
                            "template[0].revision", Set.of("deploy-version", "restart-run-service", "roll-consumer"),
                            "template[0].annotations", Set.of("restart-run-service", "roll-consumer"),
                            "template[0].labels", Set.of("deploy-version"),
                            "template[0].scaling", Set.of("raise-instances"),
                            "template[0].containers[0].image", Set.of("deploy-version")),
                    Set.of(),
                    // The bindings are resources of their own: an apply adds a public one back, and shows it.
                    Set.of("remove-public-bindings")),
            new Managed(
                    "sql:instance",
                    "google_sql_database_instance",
                    Map.of(
                            "settings[0].disk_size", Set.of("grow-database-storage"),
                            "settings[0].location_preference", Set.of("fail-over-sql")),
                    Set.of(
                            "make-database-private",
                            "enable-deletion-protection",
                            "promote-replica",
                            "stop-database",
                            "start-database",
                            "set-database-tier",
                            "enable-database-backups",
                            "enable-database-insights",
                            "require-database-encryption"),
                    with(VERIFIES, "restart-sql", "rotate-database-certificate", "terminate-idle-sessions")),
            new Managed(
                    "lambda:function",
                    "aws_lambda_alias",
                    Map.of(
                            "function_version",
                            with(DEPLOYS, "roll-back-alias", "shift-traffic"),
                            "routing_config",
                            SHIFTS),
                    Set.of("limit-function", "roll-consumer"),
                    Set.of("run-verification-job")),
            new Managed(
                    "ecs:service",
                    "aws_ecs_service",
                    Map.of(
                            "task_definition", with(DEPLOYS, "roll-back-service"),
                            "desired_count", Set.of("scale-service"),
                            "load_balancer", SHIFTS),
                    Set.of(),
                    Set.of("redeploy-service", "roll-consumer")),
            new Managed(
                    "autoscaling:group",
                    "aws_autoscaling_group",
                    Map.of(
                            "desired_capacity", Set.of("scale-out-group"),
                            "launch_template[0].version", with(DEPLOYS, "roll-back-instance-refresh"),
                            "mixed_instances_policy[0].launch_template[0].launch_template_specification[0].version",
                                    with(DEPLOYS, "roll-back-instance-refresh")),
                    Set.of("suspend-scaling", "resume-scaling"),
                    with(SHIFTS, "cancel-instance-refresh")),
            new Managed(
                    "wafv2:ip-set",
                    "aws_wafv2_ip_set",
                    Map.of("addresses", Set.of("block-address")),
                    Set.of(),
                    Set.of()),
            new Managed(
                    "rds:instance",
                    "aws_db_instance",
                    Map.of("allocated_storage", Set.of("grow-database-storage")),
                    Set.of(
                            "make-database-private",
                            "enable-deletion-protection",
                            "promote-replica",
                            "rotate-database-certificate",
                            "stop-database",
                            "start-database",
                            "enable-database-insights"),
                    with(VERIFIES, "reboot-database", "terminate-idle-sessions")));

    /** Types beside a target whose attributes a promotion writes, too: some of these, and no others. */
    private static final Map<String, Set<String>> BESIDE = Map.of(
            "aws_lambda_function", Set.of("image_uri", "s3_key", "source_code_hash"),
            "aws_lb_listener_rule", Set.of("action"),
            "aws_launch_template", Set.of("image_id", "user_data", "tag_specifications"));

    /** Ignored for another reason: secrets belong to the rotation after their first value, and their next time to Secret Manager; gcloud names itself in a service. */
    private static final Map<String, Set<String>> EXPLAINED = Map.of(
            "google_secret_manager_secret", Set.of("rotation[0].next_rotation_time"),
            "google_secret_manager_secret_version", Set.of("enabled", "secret_data_wo_version"),
            "aws_secretsmanager_secret_version", Set.of("secret_string_wo_version"),
            "google_cloud_run_v2_service", Set.of("client", "client_version"));

    /** Nightshift's own functions: Terraform deploys them, and no policy promotes them. */
    private static final Set<String> OWN = Set.of("aws/modules/function: aws_lambda_alias.this");

    private static Set<String> with(Set<String> some, String... more) {
        var all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /** Those of the platform's kinds alone; actions that take any target are no contract of a kind. */
    private static Set<String> actionsOn(String kind) {
        return Functions.ALL.all().stream()
                .flatMap(function -> function.module().actions().types().stream())
                .filter(type -> type.kinds().contains(kind))
                .map(ActionType::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyActionOnWhatTerraformManagesIsInTheContract() {
        var code = new TreeMap<String, Set<String>>();
        var contract = new TreeMap<String, Set<String>>();
        for (var managed : CONTRACT) {
            code.put(managed.kind(), actionsOn(managed.kind()));
            contract.put(managed.kind(), managed.actions());
        }
        assertThat(code)
                .as("the actions on each kind: each changes ignored attributes, is reported, or leaves them")
                .isEqualTo(contract);
    }

    @Test
    void promotedResourcesIgnoreExactlyWhatTheActionsChange() {
        var declared = new ArrayList<String>();
        for (var one : IgnoredAttributes.inModules()) {
            if (!one.isExplained(EXPLAINED)) {
                var managed = CONTRACT.stream()
                        .filter(each -> each.type().equals(one.type()))
                        .findFirst();
                managed.ifPresent(contract -> assertThat(one.attributes())
                        .as(one.place())
                        .isEqualTo(contract.changes().keySet()));
                assertThat(managed.isPresent() || one.isExplained(BESIDE))
                        .as(one.place())
                        .isTrue();
                declared.add(one.type());
            }
        }
        assertThat(declared).contains("google_cloud_run_v2_service", "google_sql_database_instance");
    }

    @Test
    void noModuleManagesATargetWithoutTheContract() {
        var without = new TreeMap<String, String>();
        for (var resource : IgnoredAttributes.resourcesWithout()) {
            boolean isTarget =
                    CONTRACT.stream().anyMatch(managed -> managed.type().equals(resource.type()));
            if (isTarget && !OWN.contains(resource.place())) {
                without.put(resource.place(), resource.type());
            }
        }
        assertThat(without)
                .as("a database, a service or a group that Nightshift may change, and that an apply would change back")
                .isEmpty();
    }
}
