package io.nightshift.local.cli;

import io.nightshift.core.file.PrivateFiles;
import io.nightshift.local.survey.SurveyPlatform;
import io.nightshift.local.survey.SurveyReport;
import io.nightshift.local.survey.SurveySource;
import io.nightshift.remediation.survey.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "survey",
        mixinStandardHelpOptions = true,
        description = "Read which alarms and resources exist, and propose a policy for them; changes nothing.",
        footer = {
            "",
            "Shows which alarms have a rule, which have none, and which alarms are missing. The proposed policy is in",
            "mode: dry-run. What cannot be read (no permission, a disabled API) is a line of the answer.",
            "On Google Cloud it reads the projects of NIGHTSHIFT_GCP_PROJECTS, on Kubernetes the namespaces of",
            "NIGHTSHIFT_KUBE_NAMESPACES in the cluster of NIGHTSHIFT_KUBECONFIG.",
            "docs/survey.md says more.",
            "",
            "Examples:",
            "  nightshift survey --cloud aws --region eu-central-1 --out proposed.yaml",
            "  nightshift survey --cloud aws --region eu-central-1,us-east-1 --policy nightshift.yaml --json",
            "  nightshift survey --cloud gcp --json",
            "  nightshift survey --cloud kubernetes --out proposed.yaml"
        })
final class SurveyCommand extends BaseCommand {

    @Option(names = "--cloud", required = true, paramLabel = "aws|gcp|kubernetes", description = "What to read.")
    private SurveyPlatform cloud = SurveyPlatform.AWS;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "AWS: regions, separated by commas (default: $NIGHTSHIFT_AWS_REGIONS, else $AWS_REGION).")
    private List<String> regions = List.of();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the proposed policy to this new file (default: print it).")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        out.filter(java.nio.file.Files::exists).ifPresent(file -> {
            throw new CommandError(ExitCode.USAGE, file + ": exists; --out names a new file");
        });
        var its = policy.readIfThere(this);
        var report = SurveyReport.of(inventory(), its, functions().parser());
        out.ifPresent(file -> write(file, report.proposal().yaml()));
        var page = new SurveyPage(terminal(), report, its.map(ignored -> policy.where(terminal())));
        if (json()) {
            page.printJson(cloud);
        } else {
            page.print(out);
        }
        return report.isBlind() ? ExitCode.UNAVAILABLE : ExitCode.OK;
    }

    private Inventory inventory() {
        try {
            var source = cloud.connect(
                    terminal().environment(),
                    regions,
                    host(),
                    terminal().clock().instant());
            try (var progress = new ProgressLine(terminal())) {
                return source.read(progress::show);
            }
        } catch (SurveySource.Unavailable e) {
            throw new CommandError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static void write(Path file, String text) {
        try {
            PrivateFiles.createIfMissing(file);
            java.nio.file.Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, file + ": cannot be written");
        }
    }
}
