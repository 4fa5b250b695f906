package io.nightshift.sandbox.aws;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes the XML of query responses. */
final class Xml {

    private Xml() {}

    static String of(String name, String... children) {
        return "<" + name + ">" + String.join("", children) + "</" + name + ">";
    }

    static String text(String name, Object value) {
        return of(name, escape(value.toString()));
    }

    static <T> String list(String name, String item, Collection<T> values, Function<T, String> inside) {
        var out = new StringBuilder();
        values.forEach(value -> out.append(of(item, inside.apply(value))));
        return of(name, out.toString());
    }

    static String tags(String name, String item, String key, String value, Map<String, String> tags) {
        return list(name, item, tags.entrySet(), tag -> text(key, tag.getKey()) + text(value, tag.getValue()));
    }

    static String next(String name, Optional<String> token) {
        return token.map(value -> text(name, value)).orElse("");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;");
    }
}
