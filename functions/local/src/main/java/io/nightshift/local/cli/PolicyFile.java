package io.nightshift.local.cli;

import io.nightshift.policy.MetricSource;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.TargetSettings;
import io.nightshift.promotion.aws.AwsTargets;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchSource;
import io.nightshift.promotion.entry.PrometheusSource;
import io.nightshift.promotion.gcp.observe.CloudMonitoringSource;
import io.nightshift.promotion.gcp.run.RunSettings;
import io.nightshift.promotion.kubernetes.PairNames;
import io.nightshift.promotion.nginx.NginxSettings;
import io.nightshift.promotion.nginx.NginxSource;
import io.nightshift.remediation.Remediation;
import io.nightshift.text.TerminalText;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the policy for a command. */
final class PolicyFile {

    static final String DEFAULT = "nightshift.yaml";

    /** All metric sources of promotions. */
    private static final List<MetricSource> SOURCES =
            List.of(new NginxSource(), new PrometheusSource(), new CloudWatchSource(), new CloudMonitoringSource());

    /** All targets of promotions. */
    private static final List<TargetSettings> TARGETS = Stream.concat(
                    AwsTargets.SETTINGS.stream(), Stream.of(RunSettings.CHECK, PairNames.CHECK, NginxSettings.CHECK))
            .toList();

    private PolicyFile() {}

    static Parsed parse(byte[] text) {
        return new PolicyParser(Remediation.CATALOGUE)
                .checking(SOURCES, TARGETS)
                .parse(text);
    }

    /** The valid policy, or an error with every problem. */
    static Policy valid(String where, byte[] yaml) {
        return switch (parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid ->
                throw new CommandError(
                        ExitCode.NO,
                        "%s is not valid; the first of its problems (%d), all of which nightshift validate shows: %s"
                                .formatted(
                                        where,
                                        invalid.problems().size(),
                                        invalid.problems().getFirst()));
        };
    }

    static String lines(Path file, List<PolicyProblem> problems) {
        return problems.stream()
                .map(problem -> TerminalText.safe(file + ":" + problem))
                .collect(Collectors.joining("\n"));
    }
}
