package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IamCommandTest {

    private static final String EXAMPLE =
            Typed.ROOT.resolve("docs/nightshift.example.yaml").toString();

    @Test
    void asJsonItIsThePolicyDocumentOfTheEnabledActions() throws Exception {
        var all = Typed.nightshift("iam", "--cloud", "aws", "--json");
        assertThat(all.exit()).isZero();
        assertThat(all.json().at("Version").text()).isEqualTo("2012-10-17");
        assertThat(all.out()).contains("lambda:UpdateAlias", "rds:ModifyDBInstance");

        var some =
                Typed.nightshift("iam", "--cloud", "aws", "--policy", EXAMPLE, "--account", "111122223333", "--json");
        assertThat(some.out()).contains("111122223333").doesNotContain("lambda:UpdateAlias");
        assertThat(some.out().length()).isLessThan(all.out().length());
    }

    @Test
    void asTextEachStatementHasItsResourcesAndItsCondition() {
        var typed = Typed.nightshift("iam", "--cloud", "aws", "--region", "eu-central-1");
        assertThat(typed.out())
                .contains("ChangeEc2\n  on     arn:aws:ec2:eu-central-1:*:instance/*\n  allow  ec2:")
                .contains("\n  allow  ec2:RebootInstances\n")
                .contains("  where  {\"StringNotEquals\":{\"aws:ResourceTag/nightshift\":\"off\"}}");
    }

    @Test
    void onGoogleCloudThereIsOneRoleForEachResource() throws Exception {
        var typed = Typed.nightshift("iam", "--cloud", "gcp", "--project", "shop-prod", "--json");
        assertThat(typed.json().items()).hasSize(6);
        assertThat(typed.out()).contains("run.services.update", "projects/shop-prod/topics/TOPIC");
        assertThat(Typed.nightshift("iam", "--cloud", "gcp").out()).contains("ledger\n  on     projects/PROJECT");
    }

    @Test
    void aMemberIsAnotherAccountOfTheSamePartition() {
        var own = aws("--member", "arn:aws:iam::111122223333:role/nightshift=id");
        assertThat(own.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(own.err()).contains("is in the host's own account");
        var china = aws("--member", "arn:aws-cn:iam::222233334444:role/nightshift=id");
        assertThat(china.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(china.err()).contains("in the partition aws-cn, the host in aws");
        var project = Typed.nightshift(
                "iam",
                "--cloud",
                "gcp",
                "--project",
                "shop-prod",
                "--member",
                "shop-prod=n@shop-prod.iam.gserviceaccount.com");
        assertThat(project.err()).contains("is the host's own project");
    }

    @Test
    void namedSecretsAreGrantedOneByOne() throws Exception {
        var arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:on-call-AbCdEf";
        var aws = Typed.nightshift("iam", "--cloud", "aws", "--secret", arn, "--json");
        assertThat(aws.out()).contains("secretsmanager:GetSecretValue", arn);
        var gcp = Typed.nightshift("iam", "--cloud", "gcp", "--secret", "projects/p/secrets/s", "--json");
        assertThat(gcp.json().items()).hasSize(7);
        assertThat(gcp.out()).contains("secretmanager.versions.access", "projects/p/secrets/s");
        assertThat(Typed.nightshift("iam", "--cloud", "aws").out()).doesNotContain("secretsmanager");
    }

    private static final String PROMOTIONS =
            Typed.ROOT.resolve("docs/examples/promotion.yaml").toString();

    private static Typed promotion(String cloud, String... more) {
        var words = new java.util.ArrayList<>(
                java.util.List.of("iam", "--function", "promotion", "--policy", PROMOTIONS, "--cloud", cloud));
        words.addAll(java.util.List.of(more));
        return Typed.nightshift(words.toArray(String[]::new));
    }

    @Test
    void forPromotionsItIsThatOfWhatTheServicesUse() throws Exception {
        var aws = promotion("aws", "--json");
        assertThat(aws.exit()).isZero();
        assertThat(aws.json().at("Version").text()).isEqualTo("2012-10-17");
        assertThat(aws.out())
                .contains("dynamodb:PutItem", "lambda:UpdateAlias", "function:web:*", "service/staging/web")
                .contains("inspector2:ListFindings", "repository/shop/web", "cloudwatch:GetMetricData")
                .doesNotContain("autoscaling:", "elasticloadbalancing:", "rds:");
        var gcp = promotion("gcp", "--project", "shop-prod", "--json");
        assertThat(gcp.out())
                .contains(
                        "run.services.update", "run.jobs.runWithOverrides", "projects/shop-prod/attestors/built-by-ci")
                .contains("datastore.entities.create")
                .doesNotContain("monitoring.", "containeranalysis.occurrences.list", "cloudsql");
        var kubernetes = promotion("kubernetes", "--json");
        assertThat(kubernetes.json().at("kind").text()).isEqualTo("List");
        assertThat(kubernetes.out()).contains("shop-web", "web-canary", "ClusterRole");
        assertThat(promotion("kubernetes").out())
                .contains(
                        "Role nightshift-promotion\n  in     namespace shop\n  allow  get, patch deployments: web, web-canary");
    }

    private static Typed hook(String cloud, String policy) {
        return Typed.nightshift("iam", "--function", "hook", "--policy", policy, "--cloud", cloud, "--json");
    }

    @Test
    void theHookOfEcsReadsItsServicesAndNothingElse() throws Exception {
        var aws = hook("aws", PROMOTIONS);
        assertThat(aws.exit()).as(aws.err()).isZero();
        assertThat(aws.out())
                .contains("ecs:DescribeServiceDeployments", "service-deployment/staging/web/*", "logs:PutLogEvents")
                .doesNotContain("dynamodb:", "lambda:", "ecr:", "ecs:Update", "ecs:Stop", "iam:");
        assertThat(hook("gcp", PROMOTIONS).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(hook("aws", EXAMPLE).exit()).isEqualTo(ExitCode.NO);
    }

    private static View backups(String cloud) throws JsonException {
        var policy = Typed.ROOT.resolve("docs/examples/backups.yaml").toString();
        var typed = Typed.nightshift("iam", "--function", "backup", "--policy", policy, "--cloud", cloud, "--json");
        assertThat(typed.exit()).as(typed.err()).isZero();
        return typed.json();
    }

    /** What changes or deletes on AWS names the restores, or carries their tag. */
    @Test
    void verificationsOfTablesChangeNothingButTheirRestores() throws Exception {
        var changing = 0;
        for (var statement : backups("aws").at("Statement").items()) {
            var actions = statement.at("Action").strings();
            if (actions.contains("dynamodb:DeleteTable")) {
                changing++;
                assertThat(statement.at("Resource").strings())
                        .allMatch(resource -> resource.endsWith(":table/nightshift-backup-*"));
            }
            if (actions.contains("dynamodb:RestoreTableFromBackup") && !actions.contains("dynamodb:DeleteTable")) {
                assertThat(statement.at("Resource").strings())
                        .allMatch(resource -> resource.contains(":table/baskets"));
            }
        }
        assertThat(changing).isEqualTo(1);
    }

    @Test
    void verificationsOfFirestoreChangeNothingButTheirRestores() throws Exception {
        var deleting = 0;
        for (var grant : backups("gcp").items()) {
            var permissions = grant.at("role", "includedPermissions").strings();
            if (permissions.contains("datastore.databases.delete")) {
                deleting++;
                assertThat(grant.at("condition").text())
                        .isEqualTo("resource.name.extract(\"databases/{id}\").startsWith(\"nightshift-backup-\")");
            } else {
                assertThat(permissions).doesNotContain("datastore.databases.update");
            }
        }
        assertThat(deleting).isEqualTo(1);
    }

    @Test
    void forPromotionsAPolicyIsNeededThatHasSome() {
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--function", "promotion")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--function", "promotion", "--policy", EXAMPLE)
                        .exit())
                .isEqualTo(ExitCode.NO);
    }

    @Test
    void theRolesOfRemediationAreForEachNamespaceAndForNodes() {
        assertThat(Typed.nightshift("iam", "--cloud", "kubernetes").out())
                .contains(
                        "Role nightshift\n  allow  get, patch deployments, statefulsets",
                        "ClusterRole nightshift-nodes");
        assertThat(Typed.nightshift("iam", "--cloud", "kubernetes", "--policy", PROMOTIONS)
                        .err())
                .contains("no rule of the policy acts on Kubernetes");
    }

    @Test
    void rotationRestartsItsConsumersByTheirNamesAndNothingElse(@TempDir Path folder) throws IOException {
        var policy = folder.resolve("nightshift.yaml");
        Files.writeString(policy, """
                version: 1
                defaults: {page: ops}
                channels:
                  ops: {kind: console}
                rules: []
                secrets:
                  shop-db:
                    secret: shop/db
                    engine: postgres
                    strategy: alternating
                    admin: shop/db-admin
                    consumers:
                      - {kind: "k8s:deployment", name: shop/web}
                      - {kind: "k8s:statefulset", name: shop/worker}
                      - {kind: "gke:deployment", name: main/shop/api}
                      - {kind: "ecs:service", name: prod/web}
                """);
        var words = List.of("iam", "--cloud", "kubernetes", "--function", "rotation", "--policy", policy.toString());
        assertThat(Typed.nightshift(words.toArray(String[]::new)).out())
                .contains(
                        "Role nightshift-rotation\n  in     namespace shop of cluster main\n  allow  get, patch deployments: api")
                .contains("get, patch deployments: web")
                .contains("get, patch statefulsets: worker")
                .doesNotContain("pods", "secrets");
        assertThat(Typed.nightshift("iam", "--cloud", "kubernetes", "--function", "rotation")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anotherCloudOrFunctionIsRefused() {
        assertThat(Typed.nightshift("iam", "--cloud", "azure").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("iam").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--function", "cooking")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
    }

    private static final String SHOP_ROLE = "arn:aws:iam::222233334444:role/nightshift";

    private static Typed aws(String... more) {
        var words = new java.util.ArrayList<>(
                java.util.List.of("iam", "--cloud", "aws", "--account", "111122223333", "--json"));
        words.addAll(java.util.List.of(more));
        return Typed.nightshift(words.toArray(String[]::new));
    }

    private static View statement(View document, String sid) throws JsonException {
        for (var statement : document.at("Statement").items()) {
            if (statement.at("Sid").text().equals(sid)) {
                return statement;
            }
        }
        throw new AssertionError("no statement " + sid);
    }

    @Test
    void theHostMayAssumeExactlyTheRolesOfItsMembers() throws Exception {
        var typed = aws("--member", SHOP_ROLE + "=shop-id", "--member", "arn:aws:iam::333344445555:role/a=data-id");
        assertThat(typed.exit()).as(typed.err()).isZero();
        var members = statement(typed.json().at("host"), "Members");
        assertThat(members.at("Action").strings()).containsExactly("sts:AssumeRole", "sts:TagSession");
        assertThat(members.at("Resource").strings()).containsExactly(SHOP_ROLE, "arn:aws:iam::333344445555:role/a");
        assertThat(statement(typed.json().at("host"), "Ledger").at("Resource").strings())
                .allMatch(arn -> arn.contains("111122223333"));
        assertThat(typed.json().at("members").items()).hasSize(2);
    }

    @Test
    void aMemberTrustsTheHostWithItsExternalIdAndTheRunsTagOnly() throws Exception {
        var member =
                aws("--member", SHOP_ROLE + "=shop-id").json().at("members").at(0);
        var assume = statement(member.at("trust"), "Assume");
        assertThat(assume.at("Principal", "AWS").text()).isEqualTo("arn:aws:iam::111122223333:role/nightshift");
        assertThat(assume.at("Condition", "StringEquals", "sts:ExternalId").text())
                .isEqualTo("shop-id");
        assertThat(assume.at("Condition", "StringLike", "aws:RequestTag/nightshift:run")
                        .text())
                .isEqualTo("*");
        var tag = statement(member.at("trust"), "Tag");
        assertThat(tag.at("Condition", "ForAllValues:StringEquals", "aws:TagKeys")
                        .strings())
                .containsExactly("nightshift:run");

        var policy = member.at("policy").json().text();
        assertThat(policy).contains("arn:aws:ec2:*:222233334444:instance/*", "\"Look\"");
        assertThat(policy).doesNotContain("111122223333", "dynamodb:", "scheduler:", "logs:PutLogEvents", "sts:");
    }

    @Test
    void aMemberOfAPromotionGetsOnlyWhatIsInItsAccount() throws Exception {
        var typed = promotion(
                "aws",
                "--account",
                "999900001111",
                "--member",
                "arn:aws:iam::111122223333:role/nightshift=shop-id",
                "--json");
        assertThat(typed.json().at("members").at(0).at("policy").json().text())
                .contains("lambda:UpdateAlias", "repository/shop/web");
        assertThat(typed.json().at("host").json().text())
                .contains("dynamodb:PutItem", "sts:AssumeRole")
                .doesNotContain("lambda:UpdateAlias");
    }

    @Test
    void asTextBothSidesHaveTheirTitles() {
        var typed = Typed.nightshift(
                "iam",
                "--cloud",
                "aws",
                "--host-role",
                "arn:aws:iam::111122223333:role/shift",
                "--member",
                SHOP_ROLE + "=ab");
        assertThat(typed.out())
                .contains("== host: permissions of arn:aws:iam::111122223333:role/shift\n")
                .contains("== member: trust policy of " + SHOP_ROLE + "\nAssume\n  to     {\"AWS\":")
                .contains("== member: permissions of " + SHOP_ROLE + "\n");
    }

    @Test
    void whoAssumesTheRoleAndHowAMemberIsNamedMustBeClear() {
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--member", SHOP_ROLE + "=ab")
                        .err())
                .contains("--member needs --account or --host-role");
        assertThat(aws("--member", SHOP_ROLE).err()).contains("expected ROLE_ARN=EXTERNAL_ID");
        assertThat(aws("--member", SHOP_ROLE).exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void onGoogleCloudTheHostImpersonatesAServiceAccountOfEachMember() throws Exception {
        var account = "nightshift@shop-prod.iam.gserviceaccount.com";
        var typed = Typed.nightshift(
                "iam", "--cloud", "gcp", "--project", "ops-prod", "--member", "shop-prod=" + account, "--json");
        assertThat(typed.exit()).as(typed.err()).isZero();
        var last = typed.json().at("host").items().getLast();
        assertThat(last.at("on").text()).isEqualTo("projects/shop-prod/serviceAccounts/" + account);
        assertThat(last.at("role", "includedPermissions").strings())
                .containsExactly("iam.serviceAccounts.getAccessToken");
        var member = typed.json().at("members").at(0).json().text();
        assertThat(member)
                .contains("run.services.update")
                .doesNotContain("datastore.", "cloudtasks", "pubsub.topics.publish", "ops-prod");
        assertThat(Typed.nightshift("iam", "--cloud", "gcp", "--member", "shop-prod")
                        .err())
                .contains("expected PROJECT=SERVICE_ACCOUNT");
    }

    @Test
    void otherPartitionsAndAnyScheduleGroupHaveTheirNames() {
        assertThat(aws("--region", "cn-north-1", "--schedule-group", "shift").out())
                .contains("arn:aws-cn:scheduler:cn-north-1:111122223333:schedule/shift/*", "arn:aws-cn:ec2:cn-north-1:")
                .doesNotContain("arn:aws:");
        assertThat(aws("--region", "us-gov-west-1").out())
                .contains("arn:aws-us-gov:")
                .doesNotContain("arn:aws:");
        assertThat(aws("--partition", "aws-us-gov").out())
                .contains("arn:aws-us-gov:dynamodb:*:")
                .doesNotContain("arn:aws:");
    }

    @Test
    void theRoleOfTheTimersWakesRunsAndKeepsLostWakeUps() throws Exception {
        var target = "arn:aws:lambda:eu-central-1:111122223333:function:nightshift:live";
        var queue = "arn:aws:sqs:eu-central-1:111122223333:nightshift-wake-dead";
        var typed = aws("--function", "timers", "--wake-target", target, "--wake-dead-letters", queue);
        assertThat(statement(typed.json().at("policy"), "Wake").at("Action").strings())
                .containsExactly("lambda:InvokeFunction");
        var lost = statement(typed.json().at("policy"), "WakeDeadLetters");
        assertThat(lost.at("Action").strings()).containsExactly("sqs:SendMessage");
        assertThat(lost.at("Resource").strings()).containsExactly(queue);
        assertThat(typed.json().at("trust").json().text()).contains("scheduler.amazonaws.com", "aws:SourceAccount");
        assertThat(aws("--function", "timers").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift(
                                "iam",
                                "--cloud",
                                "aws",
                                "--account",
                                "111122223333",
                                "--function",
                                "timers",
                                "--wake-target",
                                queue)
                        .out())
                .contains("== trust policy\n", "allow  sqs:SendMessage");
    }
}
