package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    @Test
    void forPromotionsAPolicyIsNeededThatHasSome() {
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--function", "promotion")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--function", "promotion", "--policy", EXAMPLE)
                        .exit())
                .isEqualTo(ExitCode.NO);
        assertThat(Typed.nightshift("iam", "--cloud", "kubernetes").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anotherCloudOrFunctionIsRefused() {
        assertThat(Typed.nightshift("iam", "--cloud", "azure").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("iam").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(Typed.nightshift("iam", "--cloud", "aws", "--function", "cooking")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
    }
}
