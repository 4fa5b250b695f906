package io.nightshift.local.backtest;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One part of a history and the result of reading it.
 *
 * @param place the place, for messages: {@code line 12}
 * @param at when it arrived; meaningless without signals
 * @param problems why the rest could not be read
 */
public record HistoryPart(String place, Instant at, List<Signal> signals, List<String> problems) {

    /** The replay covers all times from here on; a wrong earlier time would put the whole history at its end. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    public HistoryPart {
        signals = List.copyOf(signals);
        problems = List.copyOf(problems);
    }

    static HistoryPart of(String place, Instant at, Decoded decoded) {
        return new HistoryPart(
                place,
                at,
                decoded.signals(),
                decoded.rejected().stream().map(Object::toString).toList());
    }

    static HistoryPart unreadable(String place, String reason) {
        return new HistoryPart(place, EARLIEST, List.of(), List.of(reason));
    }

    HistoryPart tooLate() {
        return unreadable(
                place,
                "its time " + at + " is earlier than that of a line far above; sort the file by time (sort does it)");
    }

    static Instant time(View value) throws JsonException {
        var time = ProviderTimes.time(value);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new JsonException(value.path() + " is not a time between " + EARLIEST + " and " + LATEST);
        }
        return time;
    }

    static Decoded decode(Decoders decoders, String place, View payload, Map<String, String> headers) {
        return payload.exists()
                ? decoders.inner(place, payload, headers)
                : Decoded.rejected(place, "missing; expected the payload, or payloadBase64");
    }
}
