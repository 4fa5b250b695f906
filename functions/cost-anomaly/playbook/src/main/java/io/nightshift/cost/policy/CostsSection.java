package io.nightshift.cost.policy;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDocument;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicySection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;

/** The section {@code costs}: costs that are watched. */
public final class CostsSection implements PolicySection {

    static final String NAME = "costs";

    @Override
    public PolicyKey key() {
        return CostsShape.key();
    }

    @Override
    public String item() {
        return "cost";
    }

    @Override
    public void check(PolicyDocument document) throws JsonException {
        var sources = new HashMap<String, String>();
        for (var name : PolicyAssembly.names(document.root().at(NAME))) {
            var entry = document.root().at(NAME, name);
            onlyOnce(document, name, entry, sources);
            windows(document, entry.at("expected"));
            budgets(document, entry.at("budgets"));
            changes(document, entry.at("changes"));
        }
    }

    /** Two entries for one source would tell each anomaly twice. */
    private static void onlyOnce(PolicyDocument document, String name, View entry, Map<String, String> sources)
            throws JsonException {
        var id = entry.at("source", "kind").textOr("");
        var kind = Stream.of(CostSourceKind.values())
                .filter(one -> one.id.equals(id))
                .findFirst();
        if (kind.isEmpty() || document.problems().under(entry.at("source").path())) {
            return;
        }
        var other = sources.putIfAbsent(kind.get().identity(entry.at("source")), name);
        if (other != null) {
            document.problems().add(entry.at("source").path(), "the entry " + other + " watches the same costs");
        }
    }

    private static void windows(PolicyDocument document, View windows) throws JsonException {
        for (var window : windows.exists() ? windows.items() : java.util.List.<View>of()) {
            if (window.at("from").exists()
                    && window.at("to").exists()
                    && AnomalyReport.date(window.at("to")).isBefore(AnomalyReport.date(window.at("from")))) {
                document.problems().add(window.at("to").path(), "the window ends before it begins");
            }
        }
    }

    private static void budgets(PolicyDocument document, View budgets) throws JsonException {
        var names = new HashSet<String>();
        for (var budget : budgets.exists() ? budgets.items() : java.util.List.<View>of()) {
            var name = budget.at("name").textOr("");
            if (!name.isEmpty() && !names.add(name)) {
                document.problems().add(budget.at("name").path(), "two budgets are named " + name);
            }
        }
    }

    private static void changes(PolicyDocument document, View changes) throws JsonException {
        if (changes.exists()
                && !changes.at("path").exists()
                && !changes.at("signals").boolOr(false)) {
            document.problems().add(changes.path(), "expected path, or signals: true");
        }
    }

    @Override
    public CostPolicies read(View root) throws JsonException {
        return new CostPolicies(
                PolicyAssembly.each(root.at(NAME), (name, entry) -> new CostPlan(root, name, entry).policy()));
    }

    @Override
    public void warn(Policy policy, PolicyDocument document) throws JsonException {
        for (var entry : CostPolicies.of(policy)) {
            var place = document.root().at(NAME, entry.name());
            if (PolicyDocument.isUnheard(entry.settled(policy))) {
                document.warnUnheard(place.path(), "");
            }
            if (entry.schedule().isEmpty()) {
                document.problems().add(place.path(), "has no schedule: its costs are read only when somebody asks");
            }
        }
    }
}
