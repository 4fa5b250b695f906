package io.nightshift.promotion.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDocument;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicySection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The section {@code promotions}: services, and how a push to a registry becomes a version of each. */
public final class PromotionSection implements PolicySection {

    static final String NAME = "promotions";

    private final Map<String, MetricSource> sources;
    private final Map<String, TargetSettings> settings;

    /** Checks no query and no setting of a target. */
    public PromotionSection() {
        this(List.of(), List.of());
    }

    /** Also checks the metrics, alarms and targets of these sources and platforms: those that a host supports. */
    public PromotionSection(Collection<MetricSource> metrics, Collection<TargetSettings> targets) {
        this.sources = metrics.stream().collect(Collectors.toUnmodifiableMap(MetricSource::name, source -> source));
        this.settings = targets.stream()
                .flatMap(one -> one.kinds().stream().map(kind -> Map.entry(kind, one)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public PolicyKey key() {
        return PromotionShape.key();
    }

    @Override
    public String item() {
        return "service";
    }

    @Override
    public void check(PolicyDocument document) throws JsonException {
        for (var name : PolicyAssembly.names(document.root().at(NAME))) {
            var service = document.root().at(NAME, name);
            document.checkApproval(service);
            for (var stage : service.at("stages").items()) {
                document.checkApproval(stage);
            }
            new PromotionChecks(document.problems(), sources, settings, service).run();
        }
    }

    @Override
    public PromotionPolicies read(View root) throws JsonException {
        return new PromotionPolicies(
                PolicyAssembly.each(root.at(NAME), (name, service) -> new PromotionPlan(root, name).promotion()));
    }

    @Override
    public void warn(Policy policy, PolicyDocument document) throws JsonException {
        var warnings = new PromotionWarnings(document.problems(), sources);
        for (var service : PromotionPolicies.of(policy).values()) {
            var path = document.root().at(NAME, service.service());
            warnings.service(path);
            if (PolicyDocument.isUnheard(service.settled(policy))) {
                document.warnUnheard(path.path(), "");
            }
        }
    }
}
