package io.nightshift.api;

import java.io.IOException;
import java.time.Duration;

/** A response that goes on after its headers, such as server-sent events. Only hosts that stream send it; others send the bytes. */
@FunctionalInterface
public interface LiveBody {

    /** Sends parts until the caller is gone or the host stops; it runs on a virtual thread. */
    void write(Output output) throws IOException;

    /** Where the parts go. */
    interface Output {

        /** Sends and flushes a part; throws when the caller is gone. */
        void send(byte[] part) throws IOException;

        /** Waits; returns false as soon as the host stops, and then the body must end. */
        boolean waits(Duration time);
    }
}
