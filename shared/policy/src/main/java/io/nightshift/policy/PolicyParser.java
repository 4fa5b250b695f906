package io.nightshift.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code nightshift.yaml}: YAML 1.2, UTF-8, at most 1 MiB. Every problem is reported at once, with its line and column;
 * only text that is not YAML stops at the first.
 */
public final class PolicyParser {

    private final List<PolicySection> sections;
    private final Shape.Table shape;

    /** Reads the whole policy. */
    public PolicyParser(List<? extends PolicySection> sections) {
        this(List.of(), sections);
    }

    /**
     * For a function that reads only its own sections. One policy serves all functions: the other sections are left to their
     * owners, and the hash covers only the rest.
     *
     * @param format the names of all sections, in the order of the format
     */
    public PolicyParser(List<SectionKeys> format, List<? extends PolicySection> sections) {
        var keys = new LinkedHashMap<String, SectionKeys>();
        format.forEach(section -> keys.put(section.key().name(), section));
        sections.forEach(section -> keys.put(section.key().name(), section));
        this.sections = List.copyOf(sections);
        this.shape = PolicyShape.policy(keys.values());
    }

    public Parsed parse(String yaml) {
        return parse(yaml.getBytes(StandardCharsets.UTF_8));
    }

    public Parsed parse(byte[] utf8) {
        var problems = new Problems();
        var json = document(utf8, problems);
        if (!problems.isEmpty()) {
            return new Parsed.Invalid(problems.all());
        }
        var root = View.of(json.orElseThrow());
        try {
            var policy = PolicyAssembly.policy(root, contents(root));
            var document = new PolicyDocument(root, problems);
            for (var section : sections) {
                section.warn(policy, document);
            }
            new Warnings(policy, document).run();
            return new Parsed.Valid(policy, problems.all());
        } catch (JsonException e) {
            throw new IllegalStateException("a document that was checked cannot be read", e);
        }
    }

    private Map<String, SectionContent> contents(View root) throws JsonException {
        var contents = new LinkedHashMap<String, SectionContent>();
        for (var section : sections) {
            contents.put(section.key().name(), section.read(root));
        }
        return contents;
    }

    /** The document in its normal form, without the invalid parts. */
    public Optional<Json.Obj> document(byte[] utf8, Problems problems) {
        return new PolicyText(problems).compose(utf8).map(root -> {
            var document = new ShapeReader(problems).read(root, shape);
            try {
                new Checks(new PolicyDocument(View.of(document), problems), sections).run();
            } catch (JsonException e) {
                throw new IllegalStateException("a document in its normal form cannot be read", e);
            }
            return document;
        });
    }
}
