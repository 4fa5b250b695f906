package io.nightshift.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Checks the text before anything is built from it, and stops at the first forbidden construct: deep nesting (the
 * composer is recursive, and the scanner is quadratic in it), many aliases, tags, a second document.
 */
final class EventCheck {

    static final int MOST_DEPTH = 32;
    static final int MOST_ALIASES = 50;

    private final Problems problems;
    private int depth;
    private int aliases;
    private int anchors;
    private int documents;

    EventCheck(Problems problems) {
        this.problems = problems;
    }

    boolean passes(String text, LoadSettings settings) {
        for (var event : new Parse(settings).parseString(text)) {
            var wrong = wrong(event);
            if (wrong.isPresent()) {
                problems.add(
                        event.getStartMark().map(SourcePosition::of).orElse(SourcePosition.START), "$", wrong.get());
                return false;
            }
        }
        return true;
    }

    private Optional<String> wrong(Event event) {
        count(event);
        if (depth > MOST_DEPTH) {
            return Optional.of("nested deeper than " + MOST_DEPTH + " levels");
        }
        if (aliases > MOST_ALIASES || anchors > MOST_ALIASES) {
            return Optional.of("more than " + MOST_ALIASES + " aliases or anchors");
        }
        if (documents > 1) {
            return Optional.of("a second document begins here; a policy is one document");
        }
        return tagged(event) ? Optional.of("tags (!…) are not taken; write the plain value") : Optional.empty();
    }

    private void count(Event event) {
        depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
        documents += event instanceof DocumentStartEvent ? 1 : 0;
        if (event instanceof AliasEvent) {
            aliases++;
        } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            anchors++;
        }
    }

    private static boolean tagged(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag().isPresent();
            case CollectionStartEvent start -> start.getTag().isPresent();
            default -> false;
        };
    }
}
