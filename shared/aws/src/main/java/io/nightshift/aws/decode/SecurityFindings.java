package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Locale;

/** The shared part of both formats of Security Hub: a list that may contain several findings. */
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

    /** The number of resources, if the finding has others than the signal's subject. */
    static String others(List<View> resources) {
        return resources.size() > 1 ? Integer.toString(resources.size()) : "";
    }

    /** The first value that is not empty. */
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
