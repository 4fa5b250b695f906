package io.nightshift.promotion.neutral.placeholder;

import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Fills the version into a text of the policy: <code>{version}</code>, <code>{digest}</code>, <code>{image}</code>. */
public record Placeholders(Map<String, String> values) {

    private static final List<String> NAMES = List.of("version", "digest", "image");
    private static final Pattern WORD = Pattern.compile("\\{([A-Za-z]{1,64})}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    private static String placeholder(String name) {
        return "{" + name + "}";
    }

    public static boolean areIn(String text) {
        return NAMES.stream().anyMatch(name -> text.contains(placeholder(name)));
    }

    /** The error for text that looks like a misspelled placeholder, such as <code>{verison}</code>. */
    public static Optional<String> misspelt(String text) {
        return WORD.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(word -> !NAMES.contains(word))
                .flatMap(word -> NearestName.of(word, NAMES).stream()
                        .map(name -> "has " + placeholder(word) + "; did you mean " + placeholder(name) + "?"))
                .findFirst();
    }

    /**
     * The text with the values filled in.
     *
     * @param escape makes a value harmless in this text
     * @throws JsonException when the text contains an unknown placeholder
     */
    public String in(String text, UnaryOperator<String> escape) throws JsonException {
        var result = text;
        for (var name : NAMES) {
            if (result.contains(placeholder(name))) {
                var value = values.getOrDefault(name, "");
                if (value.isEmpty()) {
                    throw new JsonException(placeholder(name) + " is asked for and not known here");
                }
                result = result.replace(placeholder(name), escape.apply(value));
            }
        }
        return result;
    }
}
