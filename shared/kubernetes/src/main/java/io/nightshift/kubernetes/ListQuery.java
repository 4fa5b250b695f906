package io.nightshift.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The objects that a list contains, and how many of them one response may have.
 *
 * @param labels a label selector; empty for all
 * @param fields a field selector; empty for all
 */
public record ListQuery(String labels, String fields, int page) {

    private static final int PAGE = 500;

    public static final ListQuery ALL = new ListQuery("", "", PAGE);

    public static ListQuery labels(String selector) {
        return new ListQuery(selector, "", PAGE);
    }

    public static ListQuery fields(String selector) {
        return new ListQuery("", selector, PAGE);
    }

    public ListQuery inPagesOf(int objects) {
        return new ListQuery(labels, fields, objects);
    }

    String text(String more) {
        return "?limit=" + page + term("labelSelector", labels) + term("fieldSelector", fields)
                + term("continue", more);
    }

    private static String term(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
