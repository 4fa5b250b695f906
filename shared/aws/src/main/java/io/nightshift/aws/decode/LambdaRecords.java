package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/** The {@code LambdaRecords} that Lambda hands over from queues, topics and streams. */
final class LambdaRecords {

    private LambdaRecords() {}

    /**
     * Reports whether any record says that it comes from there: one broken record does not hide what its neighbours
     * are.
     */
    static boolean from(View payload, String member, String source) {
        var records = payload.at("Records");
        try {
            return records.isArray() && records.items().stream().anyMatch(item -> Fields.says(item.at(member), source));
        } catch (JsonException e) {
            return false;
        }
    }
}
