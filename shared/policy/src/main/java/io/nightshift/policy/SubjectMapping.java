package io.nightshift.policy;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resource that an alert is about, by its labels, where the alert itself does not name a cloud's resource.
 *
 * @param labels patterns of labels that all match
 * @param account empty for that of the host
 * @param region empty for that of the host
 */
record SubjectMapping(
        Map<String, Glob> labels,
        Optional<Glob> source,
        String kind,
        NameTemplate name,
        Optional<NameTemplate> account,
        Optional<NameTemplate> region) {

    SubjectMapping {
        labels = Map.copyOf(labels);
    }

    /**
     * The resource, if the labels are the ones that this is for and fit into its names.
     *
     * @param home the account and region where the policy names none
     */
    Optional<Resource> resource(Signal signal, Origin home) {
        boolean unfit = Stream.of(Stream.of(name), account.stream(), region.stream())
                .flatMap(templates -> templates)
                .anyMatch(template -> template.unfit(signal.labels()).isPresent());
        return unfit || !isFor(signal)
                ? Optional.empty()
                : Optional.of(new Resource(origin(signal, home), kind, name.fill(signal.labels())));
    }

    private boolean isFor(Signal signal) {
        return source.map(glob -> glob.matches(signal.header().source())).orElse(true)
                && labels.entrySet().stream().allMatch(wanted -> {
                    var was = signal.labels().get(wanted.getKey());
                    return was != null && wanted.getValue().matches(was);
                });
    }

    private Origin origin(Signal signal, Origin home) {
        var cloud = Kinds.cloud(kind);
        var usual = cloud == home.cloud() ? home : new Origin(cloud, "", "");
        return cloud == Cloud.NONE
                ? Origin.NOWHERE
                : new Origin(cloud, fill(account, signal, usual.account()), fill(region, signal, usual.region()));
    }

    private static String fill(Optional<NameTemplate> template, Signal signal, String usual) {
        return template.map(one -> one.fill(signal.labels())).orElse(usual);
    }
}
