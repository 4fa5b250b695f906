package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * One shape of JSON payload. Formats are tried in order; the first that recognises the payload decodes it. A format
 * may unwrap an envelope and pass its content back to {@link Decoders}.
 */
public interface Format {

    /** The name that error messages use ("CloudWatch alarm state change"). */
    String name();

    /** Reports whether this payload is of this shape; cheap, and never throws. */
    boolean recognises(View payload, Map<String, String> headers);

    /**
     * Decodes the signals in the payload. If one record of a batch cannot be read, only that record is rejected.
     *
     * @throws JsonException when the payload as a whole is unreadable; it becomes one rejection with that message
     */
    Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException;
}
