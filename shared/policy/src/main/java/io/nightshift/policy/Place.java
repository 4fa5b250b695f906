package io.nightshift.policy;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A place in the text; both numbers from 1, the column in characters as editors count them. */
record Place(int line, int column) {

    static final Place START = new Place(1, 1);

    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Place of(Node node) {
        return node.getStartMark().map(Place::of).orElse(START);
    }

    /** The place after so much text. */
    static Place after(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n') + 1;
        return new Place(line, 1 + text.codePointCount(lineStart, text.length()));
    }
}
