package io.nightshift.local.backtest;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** One line of a recorded history: {@code {"at": TIME, "headers": {...}, "payload": JSON}}, or {@code payloadBase64}. */
public final class HistoryLine {

    /** The largest payload that the intake accepts, in Base64. */
    private static final JsonLimits LIMITS = new JsonLimits(12 * 1024 * 1024, 110);

    private HistoryLine() {}

    static HistoryPart read(Decoders decoders, long number, byte[] line) {
        var place = "line " + number;
        try {
            var view = View.of(Json.parse(line, LIMITS));
            view.object();
            return HistoryPart.of(place, HistoryPart.time(view.at("at")), decode(decoders, view));
        } catch (JsonException e) {
            return HistoryPart.unreadable(place, String.valueOf(e.getMessage()));
        }
    }

    private static Decoded decode(Decoders decoders, View view) throws JsonException {
        var headers = new Payload(new byte[0], view.at("headers").texts()).headers();
        var base64 = view.at("payloadBase64");
        if (!base64.exists()) {
            return HistoryPart.decode(decoders, "$.payload", view.at("payload"), headers);
        }
        try {
            return decoders.inner("$.payloadBase64", Base64.getDecoder().decode(base64.text()), headers);
        } catch (IllegalArgumentException e) {
            throw base64.wrong("Base64");
        }
    }

    /**
     * The line for a payload, without its line break. It contains only the headers that decoding needs: an Authorization must
     * not be stored in a file.
     */
    public static byte[] write(Instant at, Payload payload) {
        var line = Json.obj().with("at", at.toString());
        var headers = Json.obj();
        for (var header : payload.headers().entrySet()) {
            if (header.getKey().equals("content-type") || header.getKey().startsWith("ce-")) {
                headers = headers.with(header.getKey(), header.getValue());
            }
        }
        line = headers.members().isEmpty() ? line : line.with("headers", headers);
        return (with(line, payload).text() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Json.Obj with(Json.Obj line, Payload payload) {
        try {
            return line.with("payload", Json.parse(payload.body(), JsonLimits.DEFAULT));
        } catch (JsonException e) {
            return line.with("payloadBase64", Base64.getEncoder().encodeToString(payload.body()));
        }
    }

    /** Reports whether the line is blank. */
    static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }
}
