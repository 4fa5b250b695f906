package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Set;

/** The fields that all report formats share. */
final class ReportFields {

    private ReportFields() {}

    static Severity severity(View word) throws JsonException {
        return Severity.of(word.nonBlank()).orElseThrow(() -> Fields.unknown(word, "severity", Severity.words()));
    }

    /** Adds the digest after the {@code @} of each {@code REPOSITORY@DIGEST}. */
    static void addDigests(View names, Set<String> digests) throws JsonException {
        for (var name : names.items()) {
            digests.add(behindAt(name));
        }
    }

    private static String behindAt(View name) throws JsonException {
        var text = Fields.name(name);
        return Image.digest(name, text.substring(text.lastIndexOf('@') + 1));
    }
}
