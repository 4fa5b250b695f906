package io.nightshift.console;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request for a page.
 *
 * @param rest the path below the page's own, without a slash at its beginning; empty for the page itself
 * @param fields of the query, or of the form that was posted
 * @param posted whether a form was posted; its token is checked
 */
public record PageRequest(String rest, Map<String, String> fields, boolean posted, Visitor visitor, Instant now) {

    public PageRequest {
        fields = Map.copyOf(fields);
    }

    /** A field with content, without spaces around it. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
