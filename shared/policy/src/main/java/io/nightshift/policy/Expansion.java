package io.nightshift.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Computes the size of a document with every alias replaced, without replacing any: each node is measured once. Fifty
 * aliases are enough for a billion-laughs attack.
 */
final class Expansion {

    static final long MOST_NODES = 200_000;

    private static final long OPEN = -1;

    private final Problems problems;
    /** Keyed by identity, because nodes compare by identity. */
    private final Map<Node, Size> measured = new HashMap<>();

    private record Size(long nodes, int depth) {}

    Expansion(Problems problems) {
        this.problems = problems;
    }

    boolean passes(Node root) {
        var size = measure(root);
        if (size.nodes > MOST_NODES || size.depth > EventCheck.MOST_DEPTH) {
            problems.add(
                    SourcePosition.of(root),
                    "$",
                    "with its aliases replaced by what they stand for, the file has more than %d values or %d levels"
                            .formatted(MOST_NODES, EventCheck.MOST_DEPTH));
        }
        return problems.isEmpty();
    }

    private Size measure(Node node) {
        var known = measured.get(node);
        if (known != null) {
            if (known.nodes == OPEN) {
                problems.add(SourcePosition.of(node), "$", "this anchor holds an alias of itself");
            }
            return new Size(Math.max(0, known.nodes), Math.max(0, known.depth));
        }
        if (!(node instanceof CollectionNode<?>)) {
            return new Size(1, 0);
        }
        measured.put(node, new Size(OPEN, 0));
        long nodes = 1;
        int depth = 0;
        for (var child : children(node)) {
            var size = measure(child);
            nodes = Math.min(MOST_NODES + 1, nodes + size.nodes);
            depth = Math.max(depth, size.depth);
        }
        var size = new Size(nodes, depth + 1);
        measured.put(node, size);
        return size;
    }

    private static List<Node> children(Node node) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .flatMap(pair -> Stream.of(pair.getKeyNode(), pair.getValueNode()))
                        .toList();
            case SequenceNode sequence -> sequence.getValue();
            default -> List.of();
        };
    }
}
