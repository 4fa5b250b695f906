package io.nightshift.local.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A resource of a module in {@code infra/} and the attributes in its {@code ignore_changes}.
 *
 * @param place the module's folder and the resource's address
 */
record IgnoredAttributes(String place, String type, Set<String> attributes) {

    static final Path INFRA = Path.of(System.getProperty("nightshift.root", "../.."), "infra");

    /** As `terraform fmt` writes it: a resource ends with the first closing brace at the beginning of a line. */
    private static final Pattern RESOURCE =
            Pattern.compile("^resource \"(\\w+)\" \"(\\w+)\" \\{\\n(.*?)^}", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern LIST = Pattern.compile("ignore_changes\\s*=\\s*\\[((?:[^\\[\\]]|\\[\\d+])*)]");

    /** Those that ignore something. */
    static List<IgnoredAttributes> inModules() {
        return all().stream().filter(one -> !one.attributes().isEmpty()).toList();
    }

    /** Those that ignore nothing. */
    static List<IgnoredAttributes> resourcesWithout() {
        return all().stream().filter(one -> one.attributes().isEmpty()).toList();
    }

    /** Whether each attribute is among those of its type. */
    boolean isExplained(Map<String, Set<String>> reasons) {
        return reasons.getOrDefault(type, Set.of()).containsAll(attributes);
    }

    private static List<IgnoredAttributes> all() {
        try (var files = Files.walk(INFRA)) {
            return files.filter(file -> file.toString().endsWith(".tf"))
                    .flatMap(file -> in(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<IgnoredAttributes> in(Path file) {
        try {
            var folder = INFRA.relativize(file.getParent());
            return RESOURCE.matcher(Files.readString(file))
                    .results()
                    .map(found -> new IgnoredAttributes(
                            folder + ": " + found.group(1) + "." + found.group(2),
                            found.group(1),
                            list(found.group(3))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> list(String body) {
        var list = LIST.matcher(body);
        return list.find()
                ? Pattern.compile(",")
                        .splitAsStream(list.group(1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }
}
