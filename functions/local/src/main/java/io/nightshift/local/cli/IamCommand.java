package io.nightshift.local.cli;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.host.FunctionPermissions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "iam",
        mixinStandardHelpOptions = true,
        description = "Print the least that a function's identity has to be allowed.",
        footer = {
            "",
            "With a policy, that of the actions in its ladders; without one, that of all actions. For --function promotion",
            "that of the targets, gates, jobs, alarms and metrics of its services. On AWS --json is an IAM policy document",
            "as it is; on Google Cloud a custom role for each resource that it is granted on; on Kubernetes Roles, for",
            "kubectl apply.",
            "",
            "Examples:",
            "  nightshift iam --cloud aws --policy nightshift.yaml --account 111122223333 --region eu-central-1 --json",
            "  nightshift iam --cloud gcp --project shop-prod",
            "  nightshift iam --cloud kubernetes --function promotion --policy nightshift.yaml --json"
        })
final class IamCommand extends BaseCommand {

    enum CloudName {
        AWS,
        GCP,
        KUBERNETES
    }

    @Option(names = "--cloud", required = true, paramLabel = "aws|gcp|kubernetes", description = "Whose permissions.")
    private CloudName cloud = CloudName.AWS;

    @Option(
            names = "--function",
            defaultValue = "remediation",
            paramLabel = "remediation|promotion|hook",
            description = "Which function (default: remediation); hook is what ECS asks before it gives traffic.")
    private String function = "remediation";

    @Option(names = "--policy", paramLabel = "FILE", description = "Only what this policy uses.")
    private Optional<Path> policy = Optional.empty();

    @Option(names = "--account", defaultValue = "*", paramLabel = "DIGITS", description = "AWS: the account.")
    private String account = "*";

    @Option(names = "--region", defaultValue = "*", description = "AWS: the region.")
    private String region = "*";

    @Option(names = "--table", defaultValue = "nightshift", description = "AWS: the ledger's table.")
    private String table = "nightshift";

    @Option(names = "--queue", description = "The dead-letter queue (AWS), or the timers' queue (Google Cloud).")
    private Optional<String> queue = Optional.empty();

    @Option(
            names = "--scheduler-role",
            defaultValue = "*",
            paramLabel = "ARN",
            description = "AWS: by which timers wake.")
    private String schedulerRole = "*";

    @Option(names = "--project", defaultValue = "PROJECT", description = "Google Cloud: the function's project.")
    private String project = "PROJECT";

    @Option(names = "--topic", description = "Google Cloud: the dead-letter topic.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--secret",
            paramLabel = "NAME",
            description =
                    "A secret that the environment names: its ARN, or projects/PROJECT/secrets/SECRET; may be repeated.")
    private List<String> secrets = List.of();

    @Override
    public Integer call() {
        var permissions = permissions();
        var its = policy.map(this::valid);
        try {
            switch (cloud) {
                case AWS -> print(permissions.aws(aws(), its, secrets));
                case GCP -> print(permissions.gcp(gcp(), its, secrets));
                case KUBERNETES -> printRoles(permissions.kubernetes(its));
            }
        } catch (FunctionPermissions.Unavailable e) {
            throw new CommandError(e.isUsage() ? ExitCode.USAGE : ExitCode.NO, String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private FunctionPermissions permissions() {
        var known = new TreeMap<String, FunctionPermissions>();
        functions().all().forEach(one -> known.putAll(one.permissions()));
        var found = known.get(function.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "--function: no function is named " + NearestName.quote(function)
                            + NearestName.hint(function, known.keySet()));
        }
        return found;
    }

    private void printRoles(List<Json.Obj> roles) {
        if (json()) {
            terminal()
                    .print(Json.obj()
                            .with("apiVersion", "v1")
                            .with("kind", "List")
                            .with("items", Json.arr(roles)));
            return;
        }
        try {
            for (var role : roles) {
                print(View.of(role));
            }
        } catch (JsonException e) {
            throw new IllegalStateException("a Role of another shape", e);
        }
    }

    private void print(View role) throws JsonException {
        var metadata = role.at("metadata");
        terminal()
                .print(terminal()
                        .colours()
                        .bold(role.at("kind").text() + " " + metadata.at("name").text()));
        if (metadata.at("namespace").exists()) {
            var cluster = metadata.at("annotations", "nightshift/cluster").textOr("");
            terminal()
                    .print("  in     namespace " + metadata.at("namespace").text()
                            + (cluster.isEmpty() ? "" : " of cluster " + cluster));
        }
        for (var rule : role.at("rules").items()) {
            terminal()
                    .print("  allow  " + words(rule.at("verbs")) + " " + words(rule.at("resources"))
                            + (rule.at("resourceNames").exists() ? ": " + words(rule.at("resourceNames")) : ""));
        }
    }

    private static String words(View list) throws JsonException {
        var words = list.strings();
        return String.join(", ", words);
    }

    private AwsRole aws() {
        var any = AwsRole.ANY;
        return new AwsRole(account, region, table, queue.orElse(any.queue()), any.scheduleGroup(), schedulerRole);
    }

    private GcpRole gcp() {
        var any = GcpRole.of(project);
        return new GcpRole(project, any.database(), queue.orElse(any.queue()), topic.orElse(any.topic()));
    }

    private void print(Json.Obj document) {
        if (json()) {
            terminal().print(document);
            return;
        }
        try {
            for (var statement : View.of(document).at("Statement").items()) {
                terminal().print(terminal().colours().bold(statement.at("Sid").text()));
                for (var resource : statement.at("Resource").items()) {
                    terminal().print("  on     " + resource.text());
                }
                for (var action : statement.at("Action").items()) {
                    terminal().print("  allow  " + action.text());
                }
                if (statement.at("Condition").exists()) {
                    terminal()
                            .print("  where  "
                                    + statement.at("Condition").json().text());
                }
            }
        } catch (JsonException e) {
            throw new IllegalStateException("a policy document of another shape", e);
        }
    }

    private void print(List<RoleGrant> grants) {
        if (json()) {
            terminal().print(Json.arr(grants.stream().map(RoleGrant::toJson).toList()));
            return;
        }
        for (var grant : grants) {
            terminal().print(terminal().colours().bold(grant.name()));
            terminal().print("  on     " + grant.on());
            grant.permissions().forEach(permission -> terminal().print("  allow  " + permission));
            if (!grant.condition().isEmpty()) {
                terminal().print("  where  " + grant.condition());
            }
        }
    }
}
