package io.nightshift.local.cli;

import io.nightshift.aws.AwsRole;
import io.nightshift.aws.SchedulerRole;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.decode.NearestName;
import io.nightshift.gcp.GcpRole;
import io.nightshift.local.host.ChatPermissions;
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
            "With --member, both sides of other accounts (AWS) or projects (Google Cloud): what the host is allowed, and the",
            "trust and the permissions of each member. --json then prints {host, members}.",
            "",
            "Examples:",
            "  nightshift iam --cloud aws --policy nightshift.yaml --account 111122223333 --region eu-central-1 --json",
            "  nightshift iam --cloud aws --account 111122223333 --member arn:aws:iam::222233334444:role/nightshift=ID",
            "  nightshift iam --cloud aws --function timers --account 111122223333 --wake-target ARN --wake-dead-letters ARN",
            "  nightshift iam --cloud aws --function chatops --account 111122223333 --region eu-central-1 --json",
            "  nightshift iam --cloud gcp --project shop-prod",
            "  nightshift iam --cloud gcp --project ops --member shop-prod=nightshift@shop-prod.iam.gserviceaccount.com",
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
            paramLabel = "remediation|promotion|hook|chatops|timers",
            description = "Which function (default: remediation); hook is what ECS asks before it gives traffic, timers"
                    + " the role by which Scheduler wakes runs (AWS).")
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

    @Option(
            names = "--partition",
            paramLabel = "aws|aws-cn|aws-us-gov",
            description = "AWS: that of --region where not set.")
    private Optional<String> partition = Optional.empty();

    @Option(
            names = "--schedule-group",
            defaultValue = "nightshift",
            paramLabel = "NAME",
            description = "AWS: the Scheduler group of the timers (default: nightshift).")
    private String scheduleGroup = "nightshift";

    @Option(names = "--wake-target", paramLabel = "ARN", description = "AWS: what wake-ups call, for timers.")
    private Optional<String> wakeTarget = Optional.empty();

    @Option(names = "--wake-dead-letters", paramLabel = "ARN", description = "AWS: the queue for lost wake-ups.")
    private Optional<String> wakeDeadLetters = Optional.empty();

    @CommandLine.Mixin
    private IamMembers members = new IamMembers();

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
        var printer = new IamPrinter(terminal(), json());
        if (function.equalsIgnoreCase("timers")) {
            printer.print(timers());
            return ExitCode.OK;
        }
        var permissions = permissions();
        var its = policy.map(this::valid);
        try {
            switch (cloud) {
                case AWS -> {
                    if (members.areNamed()) {
                        members.ofAws(aws(), each -> permissions.aws(each, its, secrets), secrets)
                                .print(printer);
                    } else {
                        printer.print(permissions.aws(aws(), its, secrets));
                    }
                }
                case GCP -> {
                    if (members.areNamed()) {
                        members.ofGcp(gcp(), each -> permissions.gcp(each, its, secrets), secrets)
                                .print(printer);
                    } else {
                        printer.print(permissions.gcp(gcp(), its, secrets));
                    }
                }
                case KUBERNETES -> printer.printRoles(permissions.kubernetes(its));
            }
        } catch (FunctionPermissions.Unavailable e) {
            throw new CommandError(e.isUsage() ? ExitCode.USAGE : ExitCode.NO, String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private SchedulerRole timers() {
        if (cloud != CloudName.AWS || wakeTarget.isEmpty() || account.equals("*")) {
            throw new CommandError(ExitCode.USAGE, "--function timers needs --cloud aws, --account and --wake-target");
        }
        return new SchedulerRole(account, wakeTarget.get(), wakeDeadLetters);
    }

    private FunctionPermissions permissions() {
        var known = new TreeMap<String, FunctionPermissions>();
        functions().all().forEach(one -> known.putAll(one.permissions()));
        known.put(ChatPermissions.NAME, new ChatPermissions());
        var found = known.get(function.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "--function: no function is named " + NearestName.quote(function)
                            + NearestName.hint(function, known.keySet()));
        }
        return found;
    }

    private AwsRole aws() {
        var any = AwsRole.ANY;
        return new AwsRole(
                partition.orElse(Arn.partitionOf(region)),
                account,
                region,
                table,
                queue.orElse(any.queue()),
                scheduleGroup,
                schedulerRole);
    }

    private GcpRole gcp() {
        var any = GcpRole.of(project);
        return new GcpRole(project, any.database(), queue.orElse(any.queue()), topic.orElse(any.topic()));
    }
}
