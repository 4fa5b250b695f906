package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A finding that the policy tolerates for a limited time.
 *
 * @param id any of the finding's ids, in any case
 * @param until the last day on which it is tolerated, in UTC
 */
public record IgnoredFindings(String id, LocalDate until, String reason) {

    static IgnoredFindings read(View json) throws JsonException {
        try {
            return new IgnoredFindings(
                    Fields.name(json.at("id")),
                    LocalDate.parse(json.at("until").nonBlank()),
                    json.at("reason").textOr(""));
        } catch (DateTimeException e) {
            throw Fields.malformed(json.at("until"), "a day such as 2026-12-31");
        }
    }

    boolean holds(Instant now) {
        return !now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(until);
    }
}
