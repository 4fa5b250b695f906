package io.nightshift.backup.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How two schemas differ, each given as a hash by object: {@code table public.orders}, {@code column public.orders.total}.
 *
 * @param missing objects of the earlier one only
 * @param added objects of the later one only
 * @param changed objects of both, with another definition
 */
public record SchemaDifference(List<String> missing, List<String> added, List<String> changed) {

    public SchemaDifference {
        missing = List.copyOf(missing);
        added = List.copyOf(added);
        changed = List.copyOf(changed);
    }

    public static SchemaDifference between(Map<String, String> earlier, Map<String, String> later) {
        var missing = new ArrayList<String>();
        var changed = new ArrayList<String>();
        earlier.forEach((object, hash) -> {
            var now = later.get(object);
            if (now == null) {
                missing.add(object);
            } else if (!now.equals(hash)) {
                changed.add(object);
            }
        });
        var added = later.keySet().stream()
                .filter(object -> !earlier.containsKey(object))
                .toList();
        return new SchemaDifference(sorted(missing), sorted(added), sorted(changed));
    }

    private static List<String> sorted(List<String> names) {
        // Of a table that is missing, its columns are missing, too: the table says more.
        return names.stream()
                .sorted(Comparator.comparing((String name) -> !name.startsWith("table "))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    public boolean none() {
        return missing.isEmpty() && added.isEmpty() && changed.isEmpty();
    }

    /** One line for each object. */
    public List<String> findings() {
        var lines = new ArrayList<String>();
        missing.forEach(object -> lines.add(object + " is missing"));
        changed.forEach(object -> lines.add(object + " changed"));
        added.forEach(object -> lines.add(object + " is new"));
        return List.copyOf(lines);
    }
}
