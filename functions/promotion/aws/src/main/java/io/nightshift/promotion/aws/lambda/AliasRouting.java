package io.nightshift.promotion.aws.lambda;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;

/**
 * The distribution of an alias's invocations.
 *
 * @param version its main version
 * @param weights the shares of others, 0 to 1; Lambda allows one
 */
record AliasRouting(String version, Map<String, Double> weights) {

    static AliasRouting of(String version, @Nullable AliasRoutingConfiguration routing) {
        return new AliasRouting(
                version, routing == null ? Map.of() : new TreeMap<>(routing.additionalVersionWeights()));
    }

    /** @param percent the share of the invocations for {@code version}; the rest stays with the baseline */
    static AliasRouting split(String baseline, String version, int percent) {
        return percent == 100
                ? new AliasRouting(version, Map.of())
                : new AliasRouting(baseline, Map.of(version, percent / 100.0));
    }

    /** In percent; the main version's share is the rest. */
    int share(String of) {
        double others = weights.values().stream().mapToDouble(weight -> weight).sum();
        double share = (of.equals(version) ? 1 - others : 0) + weights.getOrDefault(of, 0.0);
        return (int) Math.round(share * 100);
    }

    /** All versions that may be invoked, including those with a weight of zero. */
    Set<String> versions() {
        var versions = new TreeSet<>(weights.keySet());
        versions.add(version);
        return versions;
    }

    boolean latest() {
        return version.equals("$LATEST");
    }

    @Override
    public String toString() {
        return weights.isEmpty() ? "version " + version : "version " + version + " with weights " + weights;
    }
}
