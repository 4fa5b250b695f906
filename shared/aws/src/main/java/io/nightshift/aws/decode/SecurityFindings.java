package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Locale;

/** What both formats of Security Hub have in common: a list of findings that may hold more than one. */
final class SecurityFindings {

    private SecurityFindings() {}

    static List<View> in(EventBridgeEvent event) throws JsonException {
        var findings = event.detail().at("findings").items();
        if (findings.isEmpty()) {
            throw event.detail().at("findings").wrong("an array of at least one finding");
        }
        return findings;
    }

    /** Lower case, because the two formats write {@code HIGH} and {@code High}. */
    static String severity(View label) throws JsonException {
        return Fields.nameOrEmpty(label).toLowerCase(Locale.ROOT);
    }

    /** How many resources there are, if it is more than the one that the signal is about. */
    static String others(List<View> resources) {
        return resources.size() > 1 ? Integer.toString(resources.size()) : "";
    }

    /** The first of them that says something. */
    static String first(View... values) throws JsonException {
        for (var value : values) {
            var text = Fields.nameOrEmpty(value);
            if (!text.isEmpty()) {
                return text;
            }
        }
        throw values[0].wrong("what found this");
    }
}
