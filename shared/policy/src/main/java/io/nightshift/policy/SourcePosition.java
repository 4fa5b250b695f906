package io.nightshift.policy;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A position in the text; both numbers from 1, the column in characters as editors count them. */
record SourcePosition(int line, int column) {

    static final SourcePosition START = new SourcePosition(1, 1);

    static SourcePosition of(Mark mark) {
        return new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static SourcePosition of(Node node) {
        return node.getStartMark().map(SourcePosition::of).orElse(START);
    }

    /** The position after this text. */
    static SourcePosition after(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n') + 1;
        return new SourcePosition(line, 1 + text.codePointCount(lineStart, text.length()));
    }
}
