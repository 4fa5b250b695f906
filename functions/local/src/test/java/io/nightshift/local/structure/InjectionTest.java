package io.nightshift.local.structure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Text becomes a command, a query or a URL in the few classes that are named here, which people read before they let it
 * in. ArchUnit sees who calls, not what was concatenated before: so who may call is kept small.
 */
final class InjectionTest {

    private static final Set<String> STARTS_PROGRAMS = Set.of(
            "backup.postgres.TemporaryServer",
            "backup.postgres.ToolRun",
            "local.demo.BackupDemo",
            "demo.DemoServers",
            "promotion.nginx.NginxProgram",
            "promotion.nginx.VersionProcesses",
            "rotation.engine.contract.ServerCertificate",
            "sandbox.gcp.FunctionProcess",
            "sandbox.lambda.LambdaProcess",
            "sandbox.wire.PeerProcess",
            "sandbox.wire.ChildProcess");

    private static final Set<String> ASKS_DATABASES = Set.of(
            "sql.SqlRetention",
            "sql.SqlSchema",
            "sql.SqlDialect",
            "sql.SqlLedger",
            "sql.SqlTraces",
            "sql.TurnWriter",
            "remediation.database.IdleSessions",
            "backup.postgres.DeliberateDamage",
            "backup.postgres.DumpRestore",
            "backup.postgres.HeartbeatWriter",
            "backup.postgres.ReadSession",
            "cost.billing.BilledCosts",
            "cost.billing.BillingBreakdown",
            "cost.billing.BillingFiles",
            "cost.billing.BillingWarnings",
            "cost.billing.CommitmentCosts",
            "cost.billing.DetailFiles",
            "cost.billing.ResourceCosts",
            "cost.billing.RestatedFiles",
            "demo.shop.OrderStore",
            "local.demo.BackupDemo",
            "local.demo.RotationDemo",
            "rotation.engine.MariaDbConnector",
            "rotation.engine.MySqlCheck",
            "rotation.engine.MySqlEngine",
            "rotation.engine.MySqlLogin",
            "rotation.engine.MySqlServer",
            "rotation.engine.PostgresCheck",
            "rotation.engine.PostgresEngine",
            "rotation.engine.PostgresLogin",
            "rotation.engine.PostgresRole");

    private static final Set<String> MAKES_URLS = Set.of(
            "aws.entry.Priming",
            "aws.entry.SignedAwsCalls",
            "chat.ChatSettings",
            "chat.google.GoogleChat",
            "chat.google.GoogleChatChannel",
            "chat.google.GoogleTokens",
            "chat.google.MetadataAccess",
            "chat.google.ServiceAccountAccess",
            "chat.mail.SmtpSender",
            "chat.push.PushChannel",
            "chat.slack.SlackApi",
            "chat.slack.SlackReplies",
            "gcp.entry.FunctionOrders",
            "console.signin.SignInSettings",
            "core.decode.Links",
            "local.rotation.GitHubAccess",
            "local.rotation.GitHubAlerts",
            "rotation.gcp.ServiceAccountKeys",
            "rotation.runtime.SecretValue",
            "rotation.vault.VaultApi",
            "sandbox.oidc.ProviderStandIn",
            "trace.SpanExporter",
            "entry.WebhookChannels",
            "entry.Variables",
            "demo.ShopSite",
            "demo.DemoRegistry",
            "demo.ShopUsers",
            "promotion.nginx.LoopbackHttp",
            "promotion.neutral.check.HttpCheck",
            "promotion.neutral.gate.KeptReports",
            "prometheus.Prometheus",
            "promotion.neutral.registry.TokenAuth",
            "promotion.neutral.registry.Registries",
            "promotion.neutral.registry.Repository",
            "gcp.JdkTransport",
            "gcp.entry.GkeCluster",
            "gcp.entry.RoutedRequest",
            "kubernetes.KubeconfigReader",
            "kubernetes.KubernetesApi",
            "sandbox.dynamodb.DynamoDbLocal",
            "sandbox.gcp.FunctionProcess",
            "sandbox.gcp.RunStandIn",
            "sandbox.registry.DockerRegistry",
            "sandbox.registry.Pusher",
            "sandbox.wire.RequestForwarder",
            "sandbox.wire.GoogleEmulator",
            "sandbox.wire.MotoServer",
            "sandbox.wire.StallingServer",
            "sandbox.wire.WireServer",
            "webhook.Webhooks");

    private static final DescribedPredicate<JavaAccess<?>> A_COMMAND = describe(
            "a command",
            access -> on(access, "java.lang.ProcessBuilder")
                    || (on(access, "java.lang.Runtime") && access.getName().equals("exec")));

    private static final DescribedPredicate<JavaAccess<?>> A_QUERY = describe(
            "a query made of text",
            access -> takesText(access)
                    && (below(access, "java.sql.Connection")
                            || (below(access, "java.sql.Statement")
                                    && access.getName().matches("execute.*|addBatch"))));

    private static final DescribedPredicate<JavaAccess<?>> A_URL = describe(
            "a URL made of text",
            access -> (takesText(access) && (on(access, "java.net.URI") || on(access, "java.net.URL")))
                    || (on(access, "java.net.http.HttpRequest")
                            && access.getName().equals("newBuilder"))
                    || (access.getTargetOwner().getPackageName().equals("io.fabric8.kubernetes.client.http")
                            && access.getName().matches("ur[il]")));

    @Test
    void programsAreStartedByTheirNamedClassesOnly() {
        rule(A_COMMAND, STARTS_PROGRAMS).check(Rooms.ALL);
        assertThat(users(A_COMMAND)).isEqualTo(new TreeSet<>(STARTS_PROGRAMS));
    }

    @Test
    void databasesAreAskedByTheirNamedClassesOnly() {
        rule(A_QUERY, ASKS_DATABASES).check(Rooms.ALL);
        assertThat(users(A_QUERY)).isEqualTo(new TreeSet<>(ASKS_DATABASES));
    }

    @Test
    void urlsAreMadeInNamedClassesOnly() {
        rule(A_URL, MAKES_URLS).check(Rooms.ALL);
        assertThat(users(A_URL)).isEqualTo(new TreeSet<>(MAKES_URLS));
    }

    @Test
    void theRulesSeeWhatBreaksThem() {
        assertThat(violations(A_COMMAND, BreaksEveryRule.Commands.class)).isEqualTo(3);
        assertThat(violations(A_QUERY, BreaksEveryRule.Queries.class)).isEqualTo(2);
        assertThat(violations(A_URL, BreaksEveryRule.Urls.class)).isGreaterThanOrEqualTo(3);
    }

    private static int violations(DescribedPredicate<JavaAccess<?>> what, Class<?> breaker) {
        var result = rule(what, Set.of()).evaluate(new ClassFileImporter().importClasses(breaker));
        return result.getFailureReport().getDetails().size();
    }

    private static ArchRule rule(DescribedPredicate<JavaAccess<?>> what, Set<String> allowed) {
        return noClasses()
                .that(describe("are not named for it", found -> !allowed.contains(name(found))))
                .should()
                .accessTargetWhere(what);
    }

    /** The classes that do it; a name in the list that is not among them is to be taken out of it. */
    private static Set<String> users(DescribedPredicate<JavaAccess<?>> what) {
        var users = new TreeSet<String>();
        for (var found : Rooms.ALL) {
            if (found.getAccessesFromSelf().stream().anyMatch(what)) {
                users.add(name(found));
            }
        }
        return users;
    }

    /** The outermost class without {@code io.nightshift}. */
    private static String name(JavaClass found) {
        return found.getName().replaceFirst("^io\\.nightshift\\.", "").replaceFirst("\\$.*", "");
    }

    private static boolean on(JavaAccess<?> access, String owner) {
        return access.getTargetOwner().getName().equals(owner);
    }

    private static boolean below(JavaAccess<?> access, String owner) {
        return access.getTargetOwner().isAssignableTo(owner);
    }

    private static boolean takesText(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget called
                && !called.getRawParameterTypes().isEmpty()
                && called.getRawParameterTypes().getFirst().isEquivalentTo(String.class);
    }
}
