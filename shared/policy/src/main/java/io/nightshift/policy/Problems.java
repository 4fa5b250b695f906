package io.nightshift.policy;

import io.nightshift.core.decode.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects problems, and knows the position of every path that was read. */
public final class Problems {

    /** A file that is not a policy has thousands of problems; more than these are not useful. */
    static final int MOST = 100;

    private final List<PolicyProblem> found = new ArrayList<>();
    private final Map<String, SourcePosition> places = new HashMap<>();
    private boolean more;

    /** Records the position of this path's value. */
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

    /** Adds a problem at the position of that path, or of the nearest enclosing path that was read. */
    public void add(String path, String message) {
        add(placeOf(path), path, () -> message);
    }

    /**
     * Adds the error of a reader about that part; if the error is about one field, its message begins with the
     * field's path.
     */
    public void addOf(String part, String message) {
        int end = message.indexOf(' ');
        if (message.startsWith(part) && end > 0) {
            add(message.substring(0, end), message.substring(end + 1));
        } else {
            add(part, message);
        }
    }

    /** The line of that path, or of the nearest enclosing path that was read. */
    public int lineOf(String path) {
        return placeOf(path).line();
    }

    private SourcePosition placeOf(String path) {
        var around = path;
        while (!places.containsKey(around) && around.length() > 1) {
            around = around.substring(0, Math.max(1, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return places.getOrDefault(around, SourcePosition.START);
    }

    /** Reports whether the value of that path itself has a problem, such as a missing key. */
    public boolean at(String path) {
        return found.stream().anyMatch(problem -> problem.path().equals(withoutRoot(path)));
    }

    /** Reports whether anything at or below that path has a problem. */
    public boolean under(String path) {
        var prefix = withoutRoot(path);
        return at(path)
                || found.stream()
                        .anyMatch(problem -> problem.path().startsWith(prefix + ".")
                                || problem.path().startsWith(prefix + "["));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All problems by line and column. */
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

    /** Escaped for printing: a step may be a name from the file. */
    private static String withoutRoot(String path) {
        return NearestName.plain(path.startsWith("$.") ? path.substring(2) : path.equals("$") ? "" : path);
    }
}
