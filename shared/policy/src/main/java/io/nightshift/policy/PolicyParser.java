package io.nightshift.policy;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads {@code nightshift.yaml}: YAML 1.2, UTF-8, at most 1 MiB, 1,000 rules. Every problem is reported at once, with
 * its line and column; only text that is not YAML stops at the first.
 */
public final class PolicyParser {

    private final ActionCatalogue actions;
    private final Shape.Table shape;
    private final Map<String, MetricSource> sources;
    private final Map<String, TargetSettings> settings;

    /**
     * Reads the whole policy.
     *
     * @param actions the actions that a ladder can name
     */
    public PolicyParser(ActionCatalogue actions) {
        this(actions, new PolicyShape(actions).policy(), List.of(), List.of());
    }

    private PolicyParser(
            ActionCatalogue actions,
            Shape.Table shape,
            Collection<MetricSource> sources,
            Collection<TargetSettings> settings) {
        this.actions = actions;
        this.shape = shape;
        this.sources = sources.stream().collect(Collectors.toUnmodifiableMap(MetricSource::name, source -> source));
        this.settings = settings.stream()
                .flatMap(one -> one.kinds().stream().map(kind -> Map.entry(kind, one)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The same; also checks the promotions against these sources and targets. */
    public PolicyParser checking(Collection<MetricSource> metrics, Collection<TargetSettings> targets) {
        return new PolicyParser(actions, shape, metrics, targets);
    }

    /**
     * For a function that only has rules. One policy serves all functions: the section {@code promotions} is left to
     * those that promote. The hash covers only the rest.
     */
    public static PolicyParser ofRules(ActionCatalogue actions) {
        return new PolicyParser(actions, new PolicyShape(actions).policyBut("promotions"), List.of(), List.of());
    }

    /** For a function that only promotes: it knows no actions, and leaves {@code rules} to the functions that do. */
    public static PolicyParser ofPromotions() {
        var none = new ActionCatalogue(List.of());
        return new PolicyParser(none, new PolicyShape(none).policyBut("rules"), List.of(), List.of());
    }

    public Parsed parse(String yaml) {
        return parse(yaml.getBytes(StandardCharsets.UTF_8));
    }

    public Parsed parse(byte[] utf8) {
        var problems = new Problems();
        var document = document(utf8, problems);
        if (!problems.isEmpty()) {
            return new Parsed.Invalid(problems.all());
        }
        var policy = Assembly.policy(document.orElseThrow());
        new PromotionWarnings(problems, sources, document.orElseThrow()).run();
        return new Parsed.Valid(policy, new Warnings(policy, problems).run());
    }

    /** The document in its normal form, without the invalid parts. */
    Optional<Json.Obj> document(byte[] utf8, Problems problems) {
        return new PolicyText(problems).compose(utf8).map(root -> {
            var document = new ShapeReader(problems).read(root, shape);
            try {
                new Checks(actions, sources, settings, problems, document).run();
            } catch (JsonException e) {
                throw new IllegalStateException("a document in its normal form cannot be read", e);
            }
            return document;
        });
    }
}
