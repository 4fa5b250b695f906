package io.nightshift.local.cli;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.Rule;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.aws.adapter.AwsRole;
import io.nightshift.remediation.gcp.adapter.GcpRole;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "iam",
        mixinStandardHelpOptions = true,
        description = "Print the least that a function's identity has to be allowed.",
        footer = {
            "",
            "With a policy, that of the actions in its ladders; without one, that of all actions. On AWS --json is an IAM",
            "policy document as it is; on Google Cloud a custom role for each resource that it is granted on.",
            "",
            "Examples:",
            "  nightshift iam --cloud aws --policy nightshift.yaml --account 111122223333 --region eu-central-1 --json",
            "  nightshift iam --cloud gcp --project shop-prod"
        })
final class IamCommand extends Command {

    enum CloudName {
        AWS,
        GCP
    }

    enum FunctionName {
        REMEDIATION
    }

    @Option(names = "--cloud", required = true, paramLabel = "aws|gcp", description = "Whose permissions.")
    private CloudName cloud = CloudName.AWS;

    @Option(names = "--function", defaultValue = "remediation", description = "Which function (default: remediation).")
    @SuppressWarnings("UnusedVariable") // the only one that there is; picocli refuses any other word
    private FunctionName function = FunctionName.REMEDIATION;

    @Option(names = "--policy", paramLabel = "FILE", description = "Only the actions in this policy's ladders.")
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
        var actions = actions();
        switch (cloud) {
            case AWS -> print(aws().policy(actions, secrets));
            case GCP -> print(gcp().grants(actions, secrets));
        }
        return Exit.OK;
    }

    private Collection<ActionType> actions() {
        if (policy.isEmpty()) {
            return Remediation.CATALOGUE.types();
        }
        var rules = PolicyFile.valid(policy.get().toString(), Files.read(policy.get()))
                .rules();
        Set<String> names = rules.stream()
                .flatMap(rule -> rule.ladder().stream())
                .map(Rule.Rung::action)
                .collect(Collectors.toSet());
        return Remediation.CATALOGUE.types().stream()
                .filter(type -> names.contains(type.name()))
                .toList();
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

    private void print(List<GcpRole.Grant> grants) {
        if (json()) {
            terminal().print(Json.arr(grants.stream().map(GcpRole.Grant::toJson).toList()));
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
