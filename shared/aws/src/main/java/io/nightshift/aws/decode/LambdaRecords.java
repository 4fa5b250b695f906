package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/** The {@code LambdaRecords} in which Lambda delivers messages of queues, topics and streams. */
final class LambdaRecords {

    private LambdaRecords() {}

    /** Reports whether any record has that source: one broken record must not hide the type of the others. */
    static boolean from(View payload, String member, String source) {
        var records = payload.at("Records");
        try {
            return records.isArray() && records.items().stream().anyMatch(item -> Fields.says(item.at(member), source));
        } catch (JsonException e) {
            return false;
        }
    }
}
