package io.nightshift.promotion.entry.gcp;

import io.nightshift.api.HttpApiSettings;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.Variables;
import io.nightshift.gcp.entry.GcpConfiguration;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.ServedRoutes;
import io.nightshift.policy.PolicyParser;
import io.nightshift.prometheus.PrometheusSettings;
import io.nightshift.promotion.entry.NeutralCheckSettings;
import io.nightshift.promotion.entry.PrometheusSource;
import io.nightshift.promotion.gcp.observe.CloudMonitoringSource;
import io.nightshift.promotion.gcp.run.RunSettings;
import io.nightshift.promotion.kubernetes.CanaryPairNames;
import io.nightshift.promotion.policy.PromotionSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The complete configuration of the function, read once.
 *
 * @param remediations the prefix of remediation's ledger, for the gate {@code incident}
 * @param open the checks that are independent of Google Cloud
 */
record GcpPromotionSettings(
        GcpConfiguration cloud,
        HttpApiSettings httpApi,
        ServedRoutes serves,
        Optional<String> remediations,
        NeutralCheckSettings open) {

    private static final String REMEDIATIONS = "NIGHTSHIFT_REMEDIATION_PREFIX";
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}");

    /** The section of the policy, checked against what promotion supports on Google Cloud. */
    private static final PolicyParser POLICY = PolicySections.parser(new PromotionSection(
            List.of(new PrometheusSource(), new CloudMonitoringSource()),
            List.of(RunSettings.CHECK, CanaryPairNames.CHECK)));

    /** The variables that remediation's function does not have. */
    static final List<EnvironmentVariable> OWN = Stream.concat(
                    Stream.of(
                            ServedRoutes.KEY,
                            new EnvironmentVariable(
                                    REMEDIATIONS,
                                    false,
                                    "The `NIGHTSHIFT_FIRESTORE_PREFIX` of the remediation function, for the gate `incident`; without it that gate stays closed.")),
                    Stream.concat(
                            NeutralCheckSettings.KEYS.stream(),
                            HttpApiSettings.keys("required as `http-api`.").stream()))
            .toList();

    static final List<EnvironmentVariable> KEYS =
            Stream.concat(GcpEnvironment.KEYS.stream(), OWN.stream()).toList();

    /** @throws IllegalStateException with every problem on its own line */
    static GcpPromotionSettings read(Map<String, String> environment) {
        var variables = GcpEnvironment.variables(environment);
        variables.refuseUnknown(KEYS);
        var cloud = GcpEnvironment.configuration(variables, variables.common(POLICY));
        var serves = ServedRoutes.read(variables);
        var httpApi = serves.httpApi(variables);
        var remediations = remediations(variables, cloud);
        var prometheus = PrometheusSettings.read(variables, Set.of());
        variables.check();
        var open =
                NeutralCheckSettings.of(prometheus, cloud.orElseThrow().common().policy(), variables);
        return new GcpPromotionSettings(cloud.orElseThrow(), httpApi, serves, remediations, open);
    }

    private static Optional<String> remediations(Variables variables, Optional<GcpConfiguration> cloud) {
        var prefix = variables
                .get(REMEDIATIONS)
                .map(given -> variables.text(REMEDIATIONS, PREFIX, "letters, digits and dashes"));
        if (prefix.isPresent() && prefix.equals(cloud.map(its -> its.ledger().prefix()))) {
            variables.problem(
                    REMEDIATIONS
                            + " is not right; expected another one than NIGHTSHIFT_FIRESTORE_PREFIX: each function has a ledger of its own");
        }
        return prefix;
    }
}
