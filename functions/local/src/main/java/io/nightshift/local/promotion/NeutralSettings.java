package io.nightshift.local.promotion;

import io.nightshift.core.act.Problem;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.prometheus.PrometheusSettings;
import io.nightshift.promotion.entry.PlannedServices;
import io.nightshift.promotion.neutral.gate.KeptKeys;
import io.nightshift.promotion.neutral.gate.KeptReports;
import io.nightshift.promotion.neutral.gate.ReportStore;
import io.nightshift.promotion.neutral.prometheus.PrometheusQueries;
import io.nightshift.promotion.neutral.registry.DockerConfig;
import io.nightshift.web.WebClient;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings for registries, reports, keys and Prometheus from the environment: the promotion checks that belong to no
 * cloud.
 *
 * @param plain hosts with their ports that are called without TLS
 * @param reports the folder of scan reports
 */
public record NeutralSettings(
        Set<String> plain,
        Optional<DockerConfig> logins,
        KeptKeys keys,
        Optional<Path> reports,
        Optional<PrometheusSettings> prometheus) {

    private static final String PLAIN = PrometheusSettings.PLAIN;
    static final String KEYS_FOLDER = "NIGHTSHIFT_KEYS_FOLDER";
    static final String REPORTS_FOLDER = "NIGHTSHIFT_REPORTS_FOLDER";
    private static final String LOGINS = "NIGHTSHIFT_REGISTRY_LOGINS";

    static final List<EnvironmentVariable> KEYS = Stream.concat(
                    Stream.of(
                            new EnvironmentVariable(
                                    LOGINS, false, "A file with logins of registries, as docker login writes it."),
                            new EnvironmentVariable(
                                    PLAIN, false, "Hosts with ports, separated by commas, that are asked without TLS."),
                            new EnvironmentVariable(
                                    KEYS_FOLDER, false, "The folder of the public keys that the policy's gates name."),
                            new EnvironmentVariable(
                                    REPORTS_FOLDER, false, "The folder of the scan reports that the gates name.")),
                    PrometheusSettings.KEYS.stream())
            .toList();

    private static final Pattern HOSTS =
            Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?(,[A-Za-z0-9.-]+(:[0-9]{1,5})?)*");

    static NeutralSettings read(Variables variables, RequiredSettings wanted) {
        var folders = new FolderSettings(variables);
        var plain = plain(variables);
        return new NeutralSettings(
                plain,
                logins(variables),
                new KeptKeys(folders.optional(KEYS_FOLDER), PlannedServices.keys(wanted.uses(), variables)),
                folders.optional(REPORTS_FOLDER),
                PrometheusSettings.read(variables, plain));
    }

    private static Set<String> plain(Variables variables) {
        if (variables.get(PLAIN).isEmpty()) {
            return Set.of();
        }
        return Set.of(variables
                .text(PLAIN, HOSTS, "hosts with ports such as localhost:5000,registry.lan:80")
                .split(",", -1));
    }

    private static Optional<DockerConfig> logins(Variables variables) {
        var file = variables.get(LOGINS);
        try {
            var config = file.map(Path::of).map(DockerConfig::new);
            config.flatMap(DockerConfig::fault).ifPresent(fault -> variables.problem(LOGINS + ": " + fault));
            return config;
        } catch (InvalidPathException e) {
            variables.problem(LOGINS + " is not right; expected the path of a file as docker login writes it");
            return Optional.empty();
        }
    }

    RequiredSettings.Source prometheusSource() {
        return new RequiredSettings.Source(
                PrometheusQueries.SOURCE, "Prometheus", PrometheusSettings.URL, "its URL", prometheus.isPresent());
    }

    ReportStore kept(WebClient web) {
        var none = Problem.transientFault("NoFolder", REPORTS_FOLDER + " is not set, so no report can be read here");
        return reports.<ReportStore>map(folder -> new KeptReports(web, folder, plain))
                .orElseGet(() -> KeptReports.onTheWeb(web, plain, none));
    }
}
