package io.nightshift.policy;

import io.nightshift.core.decode.NearestName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Turns bytes into YAML nodes. Checks size, encoding, syntax, and every construct that can make YAML a bomb. */
final class PolicyText {

    static final int MOST_BYTES = 1024 * 1024;

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Problems problems;

    PolicyText(Problems problems) {
        this.problems = problems;
    }

    /** The root node; empty if a problem was found. */
    Optional<Node> compose(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return refuse(
                    SourcePosition.START,
                    "the file has " + bytes.length + " bytes; a policy has at most " + MOST_BYTES);
        }
        return decode(bytes).flatMap(this::compose);
    }

    private Optional<String> decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            var before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
            return refuse(
                    SourcePosition.after(before), "byte " + in.position() + " is not UTF-8; save the file as UTF-8");
        }
    }

    private Optional<Node> compose(String text) {
        try {
            if (!new EventCheck(problems).passes(text, SETTINGS)) {
                return Optional.empty();
            }
            var root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                return refuse(SourcePosition.START, "the policy is empty; it begins with version: 1");
            }
            return root.filter(node -> new Expansion(problems).passes(node));
        } catch (MarkedYamlEngineException e) {
            return refuse(placeOf(e), "not YAML: " + problem(e) + context(e));
        } catch (ReaderException e) {
            int offset = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            return refuse(SourcePosition.after(text.substring(0, offset)), "not YAML: a control character stands here");
        } catch (YamlEngineException e) {
            return refuse(SourcePosition.START, "not YAML 1.2");
        } catch (IllegalArgumentException e) {
            // The scanner of snakeyaml-engine 2.10 lets the exception of Integer.parseInt escape for a truncated
            // escape sequence.
            return refuse(SourcePosition.START, "not YAML: an escape (\\x, \\u or \\U) without its hexadecimal digits");
        }
    }

    private static SourcePosition placeOf(MarkedYamlEngineException e) {
        return e.getProblemMark().or(e::getContextMark).map(SourcePosition::of).orElse(SourcePosition.START);
    }

    /** Omits the alias's name: YAML reads an unquoted password that begins with a star as an alias. */
    private static String problem(MarkedYamlEngineException e) {
        return e instanceof ComposerException
                ? "an alias of no anchor; text that begins with * has to be quoted"
                : NearestName.plain(e.getProblem());
    }

    private static String context(MarkedYamlEngineException e) {
        return e.getContextMark()
                .map(SourcePosition::of)
                .map(place -> ", in what begins at line %d, column %d".formatted(place.line(), place.column()))
                .orElse("");
    }

    private <T> Optional<T> refuse(SourcePosition place, String message) {
        problems.add(place, "$", message);
        return Optional.empty();
    }
}
