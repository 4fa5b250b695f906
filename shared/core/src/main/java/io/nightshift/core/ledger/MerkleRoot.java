package io.nightshift.core.ledger;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The root of a Merkle tree over a sequence of texts, computed incrementally: it keeps one hash for each level. */
final class MerkleRoot {

    private record Node(int level, String hash) {}

    private final Deque<Node> open = new ArrayDeque<>();

    /** Leaves and nodes have different prefixes, so that a node cannot pass as a leaf. */
    void add(String leaf) {
        var node = new Node(0, hash("leaf", leaf));
        while (!open.isEmpty() && open.peek().level() == node.level()) {
            node = new Node(node.level() + 1, hash("node", open.pop().hash(), node.hash()));
        }
        open.push(node);
    }

    /** The root over everything added so far; without additions, the hash of an empty tree. */
    String root() {
        var root = "";
        for (var node : open) {
            root = root.isEmpty() ? node.hash() : hash("node", node.hash(), root);
        }
        return root.isEmpty() ? hash("empty") : root;
    }

    private static String hash(String... parts) {
        return Sha256.hex(Json.strings(List.of(parts)).text());
    }
}
