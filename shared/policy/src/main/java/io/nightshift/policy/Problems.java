package io.nightshift.policy;

import io.nightshift.core.decode.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects problems, and knows the place of every path that was read. */
final class Problems {

    /** A file that is not a policy at all has thousands; nobody reads more than these. */
    static final int MOST = 100;

    private final List<PolicyProblem> found = new ArrayList<>();
    private final Map<String, SourcePosition> places = new HashMap<>();
    private boolean more;

    /** Remembers where the value of this path stands. */
    void place(String path, SourcePosition place) {
        places.putIfAbsent(path, place);
    }

    void add(SourcePosition place, String path, Supplier<String> message) {
        if (found.size() == MOST) {
            more = true;
            return;
        }
        found.add(new PolicyProblem(place.line(), place.column(), withoutRoot(path), message.get()));
    }

    void add(SourcePosition place, String path, String message) {
        add(place, path, () -> message);
    }

    /** Adds a problem at the place of that path, or of the nearest path around it that was read. */
    void add(String path, String message) {
        add(placeOf(path), path, () -> message);
    }

    /** Adds what a reader said about that part; its message begins with a path where it is about one field of it. */
    void addOf(String part, String message) {
        int end = message.indexOf(' ');
        if (message.startsWith(part) && end > 0) {
            add(message.substring(0, end), message.substring(end + 1));
        } else {
            add(part, message);
        }
    }

    SourcePosition placeOf(String path) {
        var around = path;
        while (!places.containsKey(around) && around.length() > 1) {
            around = around.substring(0, Math.max(1, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return places.getOrDefault(around, SourcePosition.START);
    }

    /** Reports whether something is wrong with the value of that path itself, such as a missing key. */
    boolean at(String path) {
        return found.stream().anyMatch(problem -> problem.path().equals(withoutRoot(path)));
    }

    /** Reports whether something at or below that path is wrong. */
    boolean under(String path) {
        var prefix = withoutRoot(path);
        return at(path)
                || found.stream()
                        .anyMatch(problem -> problem.path().startsWith(prefix + ".")
                                || problem.path().startsWith(prefix + "["));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them by line and column. */
    List<PolicyProblem> all() {
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column));
        if (more) {
            var last = sorted.getLast();
            sorted.add(new PolicyProblem(
                    last.line(),
                    last.column(),
                    "",
                    "there are more than " + MOST + " problems; the rest is not listed"));
        }
        return List.copyOf(sorted);
    }

    /** Fit to print: a step may be a name that the file chose. */
    private static String withoutRoot(String path) {
        return NearestName.plain(path.startsWith("$.") ? path.substring(2) : path.equals("$") ? "" : path);
    }
}
