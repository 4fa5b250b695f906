package io.nightshift.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what a shape cannot: that the parts of a policy fit together. It checks everything that is valid so far, so
 * that a mistake in one place hides none in another.
 */
final class Checks {

    private final PolicyDocument document;
    private final List<PolicySection> sections;
    private final Problems problems;
    private final View root;

    Checks(PolicyDocument document, List<PolicySection> sections) {
        this.document = document;
        this.sections = sections;
        this.problems = document.problems();
        this.root = document.root();
    }

    void run() throws JsonException {
        for (var name : PolicyAssembly.names(root.at("freeze-calendars"))) {
            windows(root.at("freeze-calendars", name));
        }
        document.checkApproval(root.at("defaults"));
        for (var name : PolicyAssembly.names(root.at("environments"))) {
            document.checkApproval(root.at("environments", name));
        }
        var firsts = new HashMap<String, String>();
        for (var section : sections) {
            unique(section, firsts);
            section.check(document);
        }
    }

    /** @param firsts the first item of each name: what it is, and its line */
    private void unique(PolicySection section, Map<String, String> firsts) throws JsonException {
        for (var item : items(root.at(section.key().name())).entrySet()) {
            var line = problems.lineOf(item.getKey());
            var first = firsts.putIfAbsent(item.getValue(), "the %s of line %d".formatted(section.item(), line));
            if (first != null) {
                problems.add(item.getKey(), first + " has this name already");
            }
        }
    }

    /** The name of each item, by the path that names it. */
    private static Map<String, String> items(View section) throws JsonException {
        var names = new LinkedHashMap<String, String>();
        if (section.isObject()) {
            PolicyAssembly.names(section)
                    .forEach(name -> names.put(section.at(name).path(), name));
        } else {
            for (var item : section.items()) {
                item.at("name")
                        .optionalText()
                        .ifPresent(name -> names.put(item.at("name").path(), name));
            }
        }
        return names;
    }

    private void windows(View calendar) throws JsonException {
        for (var window : calendar.at("windows").items()) {
            if (window.exists() && !problems.under(window.path())) {
                window(window);
            }
        }
    }

    private void window(View window) throws JsonException {
        try {
            PolicyAssembly.freeze("", ZoneId.of("UTC"), window);
        } catch (IllegalArgumentException e) {
            problems.add(
                    window.path(),
                    window.at("weekly").exists()
                            ? "the window begins and ends at the same time"
                            : "the window ends before it begins, or at once");
        }
    }
}
