package io.nightshift.policy;

import static io.nightshift.core.decode.NearestName.quote;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.policy.Shape.Elsewhere;
import io.nightshift.policy.Shape.Form;
import io.nightshift.policy.Shape.Free;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import io.nightshift.policy.Shape.WordOr;
import io.nightshift.policy.Shape.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML nodes by a shape into JSON in its normal form, in which each value has one spelling. An invalid value is
 * reported as a problem and left out; an invalid list item becomes null, so that paths stay correct.
 */
final class ShapeReader {

    private final Problems problems;
    private final Map<String, Set<String>> names = new HashMap<>();
    private final List<Referred> referred = new ArrayList<>();

    /** A name that must be one of the keys of a section. */
    private record Referred(String path, SourcePosition place, Reference to, String name) {}

    ShapeReader(Problems problems) {
        this.problems = problems;
    }

    /** The document in its normal form, without the invalid parts. */
    Json.Obj read(Node root, Table shape) {
        var document = read(root, shape, "$");
        referred.forEach(this::follow);
        return document.map(Json.Obj.class::cast).orElse(Json.Obj.EMPTY);
    }

    private void follow(Referred reference) {
        var known = names.getOrDefault("$." + reference.to.section(), Set.of());
        if (!known.contains(reference.name)) {
            problems.add(
                    reference.place,
                    reference.path,
                    () -> "unknown " + reference.to.what() + " " + quote(reference.name)
                            + NearestName.hint(reference.name, known));
        }
    }

    private Optional<Json> read(Node node, Shape shape, String path) {
        problems.place(path, SourcePosition.of(node));
        return switch (shape) {
            case Table table -> mapping(node, path).map(found -> table(found, table, path));
            case Tagged tagged -> mapping(node, path).map(found -> tagged(found, tagged, path));
            case Named named -> mapping(node, path).map(found -> named(found, named, path));
            case Listed listed -> list(node, listed, path);
            case WordOr either ->
                node instanceof ScalarNode word ? word(word, either, path) : read(node, either.table(), path);
            case Reference reference -> reference(node, reference, path);
            case Free free ->
                free.orText() && node instanceof ScalarNode
                        ? scalar(node, Scalars.FREE_TEXT, path)
                        : mapping(node, path).map(found -> free(found, path));
            case Elsewhere ignored -> Optional.empty();
            case Scalar scalar -> scalar(node, scalar, path);
        };
    }

    private Json free(MappingNode node, String path) {
        var result = new LinkedHashMap<String, Json>();
        var seen = new LinkedHashSet<String>();
        for (var pair : node.getValue()) {
            key(pair.getKeyNode(), seen, path).ifPresent(name -> {
                goodName(pair.getKeyNode(), name, Scalars.FREE_KEY, path);
                any(pair.getValueNode(), path + "." + name).ifPresent(value -> result.put(name, value));
            });
        }
        return new Json.Obj(result);
    }

    private Optional<Json> any(Node node, String path) {
        problems.place(path, SourcePosition.of(node));
        return switch (node) {
            case MappingNode mapping -> Optional.of(free(mapping, path));
            case SequenceNode sequence -> {
                var items = new ArrayList<Json>();
                for (int i = 0; i < sequence.getValue().size(); i++) {
                    any(sequence.getValue().get(i), path + "[" + i + "]").ifPresent(items::add);
                }
                yield Optional.of(Json.arr(items));
            }
            default -> scalar(node, Scalars.FREE_VALUE, path);
        };
    }

    private Optional<MappingNode> mapping(Node node, String path) {
        if (node instanceof MappingNode found) {
            return Optional.of(found);
        }
        expected("keys with values", node, path);
        return Optional.empty();
    }

    private Json table(MappingNode node, Table table, String path) {
        var found = keys(node, table.keys(), Set.of(), path);
        oneOf(node, table, found.keySet(), path);
        return new Json.Obj(found);
    }

    private void oneOf(MappingNode node, Table table, Set<String> found, String path) {
        var whole = table.oneOf().stream().filter(found::containsAll).toList();
        boolean others = whole.size() == 1
                && table.exclusive().stream()
                        .anyMatch(
                                key -> found.contains(key) && !whole.getFirst().contains(key));
        if (!table.oneOf().isEmpty() && (whole.size() != 1 || others) && !problems.under(path)) {
            var ways = table.oneOf().stream()
                    .map(keys -> String.join(" and ", keys))
                    .toList();
            problems.add(SourcePosition.of(node), path, "expected either " + String.join(" or ", ways));
        }
    }

    private Json tagged(MappingNode node, Tagged tagged, String path) {
        var tag = value(node, tagged.by())
                .filter(ScalarNode.class::isInstance)
                .map(found -> ((ScalarNode) found).getValue())
                .orElse("");
        var others = new TreeSet<String>();
        if (!tagged.variants().containsKey(tag)) {
            tagged.variants().values().forEach(keys -> keys.forEach(key -> others.add(key.name())));
        }
        return new Json.Obj(keys(node, tagged.keys(tag), others, path));
    }

    private static Optional<Node> value(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(pair -> pair.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(pair -> pair.getValueNode())
                .findFirst();
    }

    /** Reads known keys; the keys in {@code skipped} may be present and are not checked. */
    private Map<String, Json> keys(MappingNode node, List<PolicyKey> known, Set<String> skipped, String path) {
        var result = new LinkedHashMap<String, Json>();
        var seen = new LinkedHashSet<String>();
        for (var pair : node.getValue()) {
            var name = key(pair.getKeyNode(), seen, path);
            var key = name.flatMap(text ->
                    known.stream().filter(one -> one.name().equals(text)).findFirst());
            if (key.isPresent()) {
                var below = path + "." + key.get().name();
                read(pair.getValueNode(), key.get().shape(), below)
                        .ifPresent(value -> result.put(key.get().name(), value));
            } else {
                name.filter(text -> !skipped.contains(text))
                        .ifPresent(text -> unknown(pair.getKeyNode(), text, known, path));
            }
        }
        for (var key : known) {
            if (key.required() && !seen.contains(key.name())) {
                problems.add(SourcePosition.of(node), path, () -> "the key " + quote(key.name()) + " is missing");
            }
        }
        return result;
    }

    private void unknown(Node key, String name, List<PolicyKey> known, String path) {
        problems.add(SourcePosition.of(key), path, () -> {
            var names = known.stream().map(PolicyKey::name).toList();
            return name.equals("<<")
                    ? "merge keys (<<) are not part of YAML 1.2; write the keys, or an alias as the whole value"
                    : "unknown key " + quote(name) + NearestName.hint(name, names);
        });
    }

    /** The text of a key that is new in its mapping. */
    private Optional<String> key(Node node, Set<String> seen, String path) {
        if (!(node instanceof ScalarNode name)) {
            problems.add(SourcePosition.of(node), path, "a key has to be plain text");
            return Optional.empty();
        }
        if (!seen.add(name.getValue())) {
            problems.add(
                    SourcePosition.of(node), path, () -> "the key " + quote(name.getValue()) + " stands here twice");
            return Optional.empty();
        }
        return Optional.of(name.getValue());
    }

    private Json named(MappingNode node, Named named, String path) {
        tooMany(node, node.getValue().size(), Named.MOST, path);
        var result = new LinkedHashMap<String, Json>();
        var seen = new LinkedHashSet<String>();
        for (var pair : node.getValue().stream().limit(Named.MOST).toList()) {
            var name = key(pair.getKeyNode(), seen, path);
            if (name.isPresent()) {
                goodName(pair.getKeyNode(), name.get(), named.names(), path);
                read(pair.getValueNode(), named.each(), path + "." + name.get())
                        .ifPresent(value -> result.put(name.get(), value));
            }
        }
        names.put(path, seen);
        return new Json.Obj(result);
    }

    private void goodName(Node key, String name, Scalar names, String path) {
        if (names.reading().read(new Written(name, Form.TEXT)).isEmpty()) {
            var wanted = names.wanted();
            problems.add(SourcePosition.of(key), path, () -> "the key " + quote(name) + " has to be " + wanted);
        }
    }

    private void tooMany(Node node, int size, int most, String path) {
        if (size > most) {
            problems.add(
                    SourcePosition.of(node), path, "%d items stand here; at most %d are taken".formatted(size, most));
        }
    }

    private Optional<Json> list(Node node, Listed listed, String path) {
        if (listed.orOne() && node instanceof ScalarNode) {
            return read(node, listed.each(), path).map(one -> Json.arr(one));
        }
        if (!(node instanceof SequenceNode sequence)) {
            return expected("a list", node, path);
        }
        int size = sequence.getValue().size();
        if (size < listed.least()) {
            problems.add(SourcePosition.of(node), path, "the list is empty");
        }
        tooMany(node, size, listed.most(), path);
        var items = new ArrayList<Json>();
        for (int i = 0; i < Math.min(size, listed.most()); i++) {
            items.add(read(sequence.getValue().get(i), listed.each(), path + "[" + i + "]")
                    .orElse(Json.Null.NULL));
        }
        return Optional.of(Json.arr(items));
    }

    private Optional<Json> word(ScalarNode node, WordOr either, String path) {
        return node.getValue().equals(either.word())
                ? Optional.of(Json.of(either.word()))
                : expected(quote(either.word()) + " or keys with values", node, path);
    }

    private Optional<Json> reference(Node node, Reference reference, String path) {
        var name = scalar(node, Scalars.NAME, path);
        if (name.orElse(Json.Null.NULL) instanceof Json.Str(var text)) {
            referred.add(new Referred(path, SourcePosition.of(node), reference, text));
        }
        return name;
    }

    private Optional<Json> scalar(Node node, Scalar scalar, String path) {
        if (!(node instanceof ScalarNode found)) {
            return noScalar(scalar, node, path);
        }
        var read = scalar.reading().read(new Written(found.getValue(), form(node)));
        if (read.isEmpty()) {
            expected(scalar, found, path);
        }
        return read;
    }

    private Optional<Json> noScalar(Scalar scalar, Node node, String path) {
        var known = scalar.choices().isEmpty() ? "" : NearestName.hint("", scalar.choices());
        problems.add(
                SourcePosition.of(node),
                path,
                () -> "expected " + scalar.wanted() + ", found " + form(node).words + known);
        return Optional.empty();
    }

    private void expected(Scalar scalar, ScalarNode node, String path) {
        if (form(node) == Form.NOTHING) {
            noScalar(scalar, node, path);
        } else if (scalar.choices().isEmpty()) {
            boolean outOfBounds = form(node) == Form.WHOLE
                    && Json.of("integer").equals(scalar.schema().get("type"));
            expected(scalar.wanted(), node, path, outOfBounds ? Form.TEXT : form(node));
        } else {
            unknown(scalar, node, path);
        }
    }

    private void unknown(Scalar scalar, ScalarNode node, String path) {
        problems.add(
                SourcePosition.of(node),
                path,
                () -> "unknown " + scalar.what() + " " + quote(node.getValue())
                        + NearestName.hint(node.getValue(), scalar.choices()));
    }

    private <T> Optional<T> expected(String wanted, Node node, String path) {
        return expected(wanted, node, path, form(node));
    }

    /** The message does not repeat the value: it may be a secret in the wrong field. */
    private <T> Optional<T> expected(String wanted, Node node, String path, Form found) {
        problems.add(
                SourcePosition.of(node),
                path,
                () -> "expected " + wanted + (found == Form.TEXT ? "" : ", found " + found.words));
        return Optional.empty();
    }

    private static Form form(Node node) {
        return switch (node) {
            case MappingNode ignored -> Form.TABLE;
            case SequenceNode ignored -> Form.LIST;
            default -> SCALARS.getOrDefault(node.getTag(), Form.TEXT);
        };
    }

    private static final Map<Tag, Form> SCALARS =
            Map.of(Tag.INT, Form.WHOLE, Tag.FLOAT, Form.DECIMAL, Tag.BOOL, Form.BOOLEAN, Tag.NULL, Form.NOTHING);
}
