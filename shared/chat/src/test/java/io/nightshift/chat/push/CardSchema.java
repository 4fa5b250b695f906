package io.nightshift.chat.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Adaptive Cards 1.5, as far as our cards go: each element with the properties that the documentation gives it, of their types, and no
 * others. Microsoft's own reader is asked in the test in the browser.
 *
 * @see <a href="https://adaptivecards.io/explorer/">the elements and their properties</a>
 */
final class CardSchema {

    private record Property(boolean required, Predicate<Json> right) {}

    private static final List<String> SIZES = List.of("Default", "Small", "Medium", "Large", "ExtraLarge");
    private static final List<String> SPACINGS =
            List.of("Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding");

    private static final Map<String, Map<String, Property>> ELEMENTS = Map.of(
            "AdaptiveCard",
                    Map.of(
                            "type", must(oneOf(List.of("AdaptiveCard"))),
                            "$schema", may(CardSchema::address),
                            "version", must(oneOf(List.of("1.5"))),
                            "fallbackText", may(CardSchema::text),
                            "body", must(each(List.of("RichTextBlock"))),
                            "actions", may(each(List.of("Action.OpenUrl")))),
            "RichTextBlock",
                    Map.of(
                            "type", must(oneOf(List.of("RichTextBlock"))),
                            "inlines", must(each(List.of("TextRun"))),
                            "spacing", may(oneOf(SPACINGS)),
                            "separator", may(Json.Bool.class::isInstance)),
            "TextRun",
                    Map.of(
                            "type", must(oneOf(List.of("TextRun"))),
                            "text", must(CardSchema::text),
                            "size", may(oneOf(SIZES)),
                            "weight", may(oneOf(List.of("Default", "Lighter", "Bolder"))),
                            "isSubtle", may(Json.Bool.class::isInstance)),
            "Action.OpenUrl",
                    Map.of(
                            "type", must(oneOf(List.of("Action.OpenUrl"))),
                            "title", may(CardSchema::text),
                            "url", must(CardSchema::address)));

    private CardSchema() {}

    static void check(Json.Obj card) {
        check("AdaptiveCard", card);
    }

    private static boolean check(String type, Json.Obj element) {
        var properties = ELEMENTS.getOrDefault(type, Map.of());
        assertThat(properties.keySet())
                .as("properties of " + type)
                .containsAll(element.members().keySet());
        properties.forEach((name, property) -> {
            var value = element.members().get(name);
            assertThat(value == null ? !property.required() : property.right().test(value))
                    .as("%s of %s: %s", name, type, value)
                    .isTrue();
        });
        return true;
    }

    private static Property must(Predicate<Json> right) {
        return new Property(true, right);
    }

    private static Property may(Predicate<Json> right) {
        return new Property(false, right);
    }

    private static Predicate<Json> oneOf(List<String> values) {
        return json -> json instanceof Json.Str(var value) && values.contains(value);
    }

    /** At least one element, each of one of these types. */
    private static Predicate<Json> each(List<String> types) {
        return json -> json instanceof Json.Arr(var items)
                && !items.isEmpty()
                && items.stream()
                        .allMatch(item -> item instanceof Json.Obj element
                                && element.get("type") instanceof Json.Str(var type)
                                && types.contains(type)
                                && check(type, element));
    }

    private static boolean text(Json json) {
        return json instanceof Json.Str;
    }

    private static boolean address(Json json) {
        return json instanceof Json.Str(var value)
                && List.of("http", "https").contains(URI.create(value).getScheme());
    }
}
