package io.nightshift.gcp.filter;

import java.util.ArrayList;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The filter of a Pub/Sub subscription, over the attributes of a message: {@code attributes:KEY}, {@code attributes.KEY = "v"},
 * {@code hasPrefix(attributes.KEY, "v")}, {@code NOT}, {@code AND}, {@code OR} and parentheses. As Pub/Sub does, it refuses
 * {@code AND} beside {@code OR} without parentheses, and more than 256 bytes. Attributes are compared with regard to case.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/subscription-message-filter">Google Cloud: filter messages</a>
 */
final class MessageFilter implements Predicate<Map<String, String>> {

    private static final int MOST_BYTES = 256;

    private final Predicate<Map<String, String>> filter;

    private MessageFilter(Predicate<Map<String, String>> filter) {
        this.filter = filter;
    }

    /** @throws IllegalArgumentException for what Pub/Sub or this class does not take */
    static MessageFilter of(String text) {
        if (text.length() > MOST_BYTES) {
            throw new IllegalArgumentException("longer than 256 bytes: " + text);
        }
        var tokens = new FilterTokens(text);
        var filter = expression(tokens);
        tokens.requireEnd();
        return new MessageFilter(filter);
    }

    @Override
    public boolean test(Map<String, String> attributes) {
        return filter.test(attributes);
    }

    private static Predicate<Map<String, String>> expression(FilterTokens tokens) {
        var parts = new ArrayList<Predicate<Map<String, String>>>();
        parts.add(negation(tokens));
        var operator = tokens.isNext("OR") ? "OR" : "AND";
        while (tokens.take(operator)) {
            parts.add(negation(tokens));
        }
        if (tokens.isNext("AND") || tokens.isNext("OR")) {
            throw new IllegalArgumentException("AND and OR need parentheses");
        }
        return operator.equals("OR") ? FilterTokens.any(parts) : FilterTokens.all(parts);
    }

    private static Predicate<Map<String, String>> negation(FilterTokens tokens) {
        return tokens.take("NOT") ? term(tokens).negate() : term(tokens);
    }

    private static Predicate<Map<String, String>> term(FilterTokens tokens) {
        if (tokens.take("(")) {
            var inside = expression(tokens);
            tokens.require(")");
            return inside;
        }
        if (tokens.take("hasPrefix")) {
            return prefix(tokens);
        }
        if (tokens.take("attributes")) {
            tokens.require(":");
            var key = tokens.takeText();
            return attributes -> attributes.containsKey(key);
        }
        var key = key(tokens.takeAny());
        tokens.require("=");
        var value = tokens.takeText();
        return attributes -> value.equals(attributes.get(key));
    }

    private static Predicate<Map<String, String>> prefix(FilterTokens tokens) {
        tokens.require("(");
        var key = key(tokens.takeAny());
        tokens.require(",");
        var prefix = tokens.takeText();
        tokens.require(")");
        return attributes -> attributes.getOrDefault(key, "").startsWith(prefix);
    }

    private static String key(String token) {
        if (!token.startsWith("attributes.")) {
            throw new IllegalArgumentException("no attribute: " + token);
        }
        return token.substring("attributes.".length());
    }
}
