package io.nightshift.local.cli;

import io.nightshift.aws.AwsRole;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpRole;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.local.setup.DeploymentAnswers;
import io.nightshift.local.setup.DeploymentFolder;
import io.nightshift.local.setup.DeploymentTemplate;
import io.nightshift.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Write a folder that deploys Nightshift: policy (dry-run), Terraform or manifests, rights, pipeline.",
        footer = {
            "",
            "On a terminal it asks for what the flags do not say. It overwrites nothing. Terraform's modules are those of the",
            "source tree (infra/CLOUD/modules) in or above the current folder, or of --modules.",
            "",
            "Exit codes: 0 written; 1 a file is there already; 2 a flag is missing or invalid; 69 it cannot be written.",
            "",
            "Examples:",
            "  nightshift init --cloud aws --dir deploy --account 111122223333 --region eu-central-1 --email ops@example.com",
            "  nightshift init --cloud kubernetes --dir deploy --namespace shop --cluster main --image registry/nightshift:1.0",
            "With --member ROLE_ARN=EXTERNAL_ID (AWS) or PROJECT=SERVICE_ACCOUNT (Google Cloud) also the rights of the others."
        })
final class InitCommand extends BaseCommand {

    @Option(names = "--cloud", paramLabel = "aws|gcp|kubernetes", description = "Where to deploy.")
    private Optional<DeploymentTemplate> cloud = Optional.empty();

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder (default: nightshift-deployment).")
    private Path dir = Path.of("nightshift-deployment");

    @Option(
            names = "--modules",
            paramLabel = "SOURCE",
            description = "Terraform's modules: a folder, or a source such as git::https://….")
    private Optional<String> modules = Optional.empty();

    @Option(names = "--account", paramLabel = "DIGITS", description = "AWS: the account.")
    private Optional<String> account = Optional.empty();

    @Option(names = "--package", paramLabel = "FILE", description = "AWS: the function's package.")
    private Optional<String> zip = Optional.empty();

    @Option(names = "--project", paramLabel = "ID", description = "Google Cloud: the project.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--number", paramLabel = "DIGITS", description = "Google Cloud: the project's number.")
    private Optional<String> number = Optional.empty();

    @Option(names = "--region", description = "AWS, Google Cloud: the region.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "AWS, Google Cloud: who gets alarms on Nightshift itself.")
    private Optional<String> email = Optional.empty();

    @Option(names = "--image", paramLabel = "IMAGE", description = "Google Cloud, Kubernetes: the image.")
    private Optional<String> image = Optional.empty();

    @Option(names = "--namespace", paramLabel = "NAME", description = "Kubernetes: the namespace.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--cluster", paramLabel = "NAME", description = "Kubernetes: the cluster, as targets name it.")
    private Optional<String> cluster = Optional.empty();

    @CommandLine.Mixin
    private IamMembers members = new IamMembers();

    @Override
    public Integer call() throws JsonException {
        var template = cloud.or(this::askedCloud)
                .orElseThrow(() -> new CommandError(ExitCode.USAGE, "--cloud is missing: aws, gcp or kubernetes"));
        var answers = new TreeMap<>(answers(template).values());
        var files = switch (template) {
            case AWS -> onAws(template, answers);
            case GCP -> onGoogleCloud(template, answers);
            case KUBERNETES -> template.filled(answers);
        };
        write(files);
        report(files.keySet().stream().toList());
        return ExitCode.OK;
    }

    private DeploymentAnswers answers(DeploymentTemplate template) {
        var given = new TreeMap<String, String>();
        Map.of(
                        "account", account,
                        "package", zip,
                        "project", project,
                        "number", number,
                        "region", region,
                        "email", email,
                        "image", image,
                        "namespace", namespace,
                        "cluster", cluster)
                .forEach((name, value) -> value.ifPresent(said -> given.put(name, said)));
        refuseOthers(template, given.keySet());
        try {
            return DeploymentAnswers.of(template.questions(), given, InitCommand::ask);
        } catch (DeploymentAnswers.IncompleteException e) {
            throw new CommandError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** A flag that has no effect is a misunderstanding. */
    private void refuseOthers(DeploymentTemplate template, Set<String> given) {
        var known = new TreeSet<String>();
        template.questions().forEach(question -> known.add(question.name()));
        var others = new TreeSet<>(given);
        others.removeAll(known);
        if (template.module().isEmpty()) {
            if (members.areNamed()) {
                others.add("member");
            }
            modules.ifPresent(ignored -> others.add("modules"));
        } else {
            known.addAll(List.of("member", "modules"));
        }
        if (!others.isEmpty()) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "--%s has no meaning for --cloud %s, which takes --%s"
                            .formatted(String.join(", --", others), template.id(), String.join(", --", known)));
        }
    }

    private Optional<DeploymentTemplate> askedCloud() {
        return ask("Where to deploy (aws, gcp or kubernetes): ")
                .flatMap(said -> Stream.of(DeploymentTemplate.values())
                        .filter(one -> one.id().equals(said.strip()))
                        .findFirst());
    }

    /** Empty where there is no terminal, or its input has ended. */
    @SuppressWarnings("SystemConsoleNull") // the documentation still allows null
    private static Optional<String> ask(String prompt) {
        var console = System.console();
        return console == null || !console.isTerminal()
                ? Optional.empty()
                : Optional.ofNullable(console.readLine("%s", prompt));
    }

    private Map<String, String> onAws(DeploymentTemplate template, Map<String, String> answers) {
        var here = answers.getOrDefault("region", "");
        var owner = answers.getOrDefault("account", "");
        var partition = Arn.partitionOf(here);
        var arn = "arn:" + partition + ":iam::" + owner + ":role/nightshift-";
        answers.put("partition", partition);
        answers.put("modules", modules(template));
        answers.put("members", members.asTerraform());
        var files = template.filled(answers);
        var role = new AwsRole(
                partition,
                owner,
                here,
                "nightshift",
                "nightshift-remediation-dead-letters",
                "nightshift",
                arn + "timers");
        var policy = policy(files);
        if (!members.areNamed()) {
            files.put("remediation.iam.json", text(remediation().aws(role, policy, List.of())));
            return files;
        }
        var sides =
                members.ofAws(role, arn + "remediation", each -> remediation().aws(each, policy, List.of()), List.of());
        files.put("remediation.iam.json", text(sides.host()));
        for (var member : sides.members()) {
            files.put("members/" + memberAccount(member) + ".iam.json", text(member));
        }
        return files;
    }

    private static String memberAccount(Json member) {
        try {
            return Arn.parse(View.of(member).at("role").text()).orElseThrow().account();
        } catch (JsonException e) {
            throw new IllegalStateException("a member without a role", e);
        }
    }

    private Map<String, String> onGoogleCloud(DeploymentTemplate template, Map<String, String> answers)
            throws JsonException {
        var its = answers.getOrDefault("project", "");
        answers.put("modules", modules(template));
        answers.put("members", members.ofGcpAsTerraform());
        var files = template.filled(answers);
        var any = GcpRole.of(its);
        var role = new GcpRole(
                its,
                any.database(),
                "projects/%s/locations/%s/queues/nightshift".formatted(its, answers.get("region")),
                "projects/%s/topics/nightshift-dead-letters".formatted(its));
        var policy = policy(files);
        var sides = members.ofGcp(role, each -> remediation().gcp(each, policy, List.of()), List.of());
        files.put("nightshift.iam.json", text(sides.host()));
        for (var member : sides.members()) {
            files.put("members/" + View.of(member).at("project").textOr("") + ".iam.json", text(member));
        }
        return files;
    }

    private Optional<Policy> policy(Map<String, String> files) {
        var yaml = files.getOrDefault("nightshift.yaml", "");
        return Optional.of(policies().valid("nightshift.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private FunctionPermissions remediation() {
        return functions().all().stream()
                .flatMap(one -> Optional.ofNullable(one.permissions().get("remediation")).stream())
                .findFirst()
                .orElseThrow();
    }

    private static String text(Json json) {
        return json.pretty() + "\n";
    }

    /** A source for Terraform: relative to the folder if it is one of this machine. */
    private String modules(DeploymentTemplate template) {
        if (modules.filter(source -> source.contains("::") || source.startsWith("git@"))
                .isPresent()) {
            return modules.get();
        }
        var found = modules.map(Path::of)
                .or(() -> tree(Path.of("infra", template.id(), "modules")))
                .map(Path::toAbsolutePath)
                .filter(folder ->
                        Files.isRegularFile(folder.resolve(template.module()).resolve("main.tf")));
        if (found.isEmpty()) {
            throw new CommandError(
                    ExitCode.USAGE,
                    "no Terraform module %s was found: name infra/%s/modules of the source tree by --modules"
                            .formatted(template.module(), template.id()));
        }
        var relative = dir.toAbsolutePath()
                .normalize()
                .relativize(found.get().normalize())
                .toString();
        return relative.startsWith("..") ? relative : "./" + relative;
    }

    private static Optional<Path> tree(Path wanted) {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(wanted))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private void write(Map<String, String> files) {
        try {
            new DeploymentFolder(dir).write(files);
        } catch (DeploymentFolder.OccupiedException e) {
            throw new CommandError(ExitCode.NO, dir + ": " + e.getMessage() + "; nothing was written");
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, dir + ": cannot be written");
        }
    }

    private void report(List<String> files) {
        if (json()) {
            terminal().print(Json.obj().with("folder", dir.toString()).with("files", Json.strings(files)));
            return;
        }
        var lines = new ArrayList<>(files);
        lines.sort(null);
        lines.forEach(file -> terminal().print("wrote  " + dir.resolve(file)));
        terminal().print("next   read " + dir.resolve("README.md"));
    }
}
