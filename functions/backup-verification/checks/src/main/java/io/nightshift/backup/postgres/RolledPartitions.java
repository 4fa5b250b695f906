package io.nightshift.backup.postgres;

import io.nightshift.backup.check.SchemaDifference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Old partitions that were dropped while new ones came: each missing one is older by name than all that are there, and as many
 * are new. Names of one family share their text before the first digit.
 */
final class RolledPartitions {

    private static final String KIND = "partition ";

    private RolledPartitions() {}

    /** @param there all objects of the later schema */
    static SchemaDifference accepting(SchemaDifference difference, Collection<String> there) {
        var missing = new ArrayList<>(difference.missing());
        var added = new ArrayList<>(difference.added());
        for (var gone : difference.missing()) {
            var family = family(gone);
            boolean oldest = gone.startsWith(KIND)
                    && there.stream()
                            .filter(object -> family(object).equals(family))
                            .allMatch(object -> object.compareTo(gone) > 0);
            if (oldest && takeOne(added, family)) {
                missing.remove(gone);
            }
        }
        return new SchemaDifference(missing, difference.added(), difference.changed());
    }

    private static boolean takeOne(List<String> added, String family) {
        var fresh =
                added.stream().filter(object -> family(object).equals(family)).findFirst();
        return fresh.map(added::remove).orElse(false);
    }

    private static String family(String object) {
        return object.replaceFirst("[0-9].*", "");
    }
}
