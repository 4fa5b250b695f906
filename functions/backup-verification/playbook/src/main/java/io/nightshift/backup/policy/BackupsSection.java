package io.nightshift.backup.policy;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDocument;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicySection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code backups}: databases whose backups are verified. */
public final class BackupsSection implements PolicySection {

    static final String NAME = "backups";

    @Override
    public PolicyKey key() {
        return BackupsShape.key();
    }

    @Override
    public String item() {
        return "backup";
    }

    @Override
    public void check(PolicyDocument document) throws JsonException {
        var databases = new HashMap<String, String>();
        for (var name : PolicyAssembly.names(document.root().at(NAME))) {
            var entry = document.root().at(NAME, name);
            document.checkApproval(entry);
            var kind = kind(entry);
            if (kind.isPresent()) {
                place(document, entry.at("restore"), kind.get());
                onlyOnce(document, name, entry, kind.get(), databases);
                if (kind.get().isCounted()) {
                    onlyCounts(document, entry);
                }
            }
            checks(document, entry);
            costs(document, entry.at("cost"));
        }
    }

    private static Optional<SourceKind> kind(View entry) throws JsonException {
        var id = entry.at("source", "kind").textOr("");
        return Stream.of(SourceKind.values()).filter(one -> one.id.equals(id)).findFirst();
    }

    private static void place(PolicyDocument document, View place, SourceKind kind) throws JsonException {
        for (var key : PolicyAssembly.names(place)) {
            if (!kind.place.contains(key)) {
                document.problems()
                        .add(
                                place.at(key).path(),
                                "a restore from %s does not read %s; it reads %s"
                                        .formatted(
                                                kind.id,
                                                key,
                                                kind.place.isEmpty()
                                                        ? "none of these keys"
                                                        : String.join(", ", kind.place)));
            }
        }
    }

    /** Two entries for one database would learn from each other's runs. */
    private static void onlyOnce(
            PolicyDocument document, String name, View entry, SourceKind kind, Map<String, String> databases)
            throws JsonException {
        if (document.problems().under(entry.at("source").path())) {
            return;
        }
        var pattern = entry.at("source", "pattern").textOr("");
        var other = databases.putIfAbsent(kind.subject(entry.at("source")) + " " + pattern, name);
        if (other != null) {
            document.problems().add(entry.at("source").path(), "the entry " + other + " verifies the same backups");
        }
    }

    /** There is nobody to answer a query. */
    private static void onlyCounts(PolicyDocument document, View entry) throws JsonException {
        for (var check : entry.at("checks").items()) {
            if (!check.at("type").textOr("row-counts").equals("row-counts")) {
                document.problems()
                        .add(check.at("type").path(), "what is counted only can be checked by row-counts only");
            }
        }
    }

    private static void checks(PolicyDocument document, View entry) throws JsonException {
        if (!entry.at("checks").exists()) {
            return;
        }
        var seen = new HashSet<String>();
        for (var check : entry.at("checks").items()) {
            var type = check.at("type").textOr("");
            var which = type + " " + check.at("title").textOr("")
                    + check.at("table").textOr("") + check.at("column").textOr("");
            if (BackupCheck.TYPES.contains(type) && !seen.add(which)) {
                document.problems()
                        .add(
                                check.path(),
                                "the check " + which.strip() + " is declared twice; results are kept by its name");
            }
        }
    }

    private static void costs(PolicyDocument document, View cost) throws JsonException {
        if (!cost.at("per-run").exists() || !cost.at("per-month").exists()) {
            return;
        }
        if (cost.at("per-run").number().compareTo(cost.at("per-month").number()) > 0) {
            document.problems().add(cost.at("per-run").path(), "one verification may cost more than all of a month");
        }
    }

    @Override
    public BackupPolicies read(View root) throws JsonException {
        return new BackupPolicies(
                PolicyAssembly.each(root.at(NAME), (name, entry) -> new BackupPlan(root, name, entry).policy()));
    }

    @Override
    public void warn(Policy policy, PolicyDocument document) throws JsonException {
        for (var entry : BackupPolicies.of(policy)) {
            var place = document.root().at(NAME, entry.name());
            if (PolicyDocument.isUnheard(entry.settled(policy))) {
                document.warnUnheard(place.path(), "");
            }
            if (entry.schedule().isEmpty()) {
                document.problems()
                        .add(place.path(), "has no schedule: its backups are verified only when somebody asks");
            }
            if (entry.spec().rpo().isEmpty()) {
                document.problems().add(place.path(), "has no rpo: nobody hears when its backups stop coming");
            }
            var restore = place.at("restore");
            if (SourceKind.of(place.at("source", "kind").text()).place.contains("security-groups")
                    && !restore.at("security-groups").exists()) {
                document.problems()
                        .add(
                                place.path(),
                                "has no restore.security-groups: the restored database gets the default group of its VPC");
            }
        }
    }
}
