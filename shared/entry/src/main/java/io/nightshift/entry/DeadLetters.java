package io.nightshift.entry;

import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.signal.Rejected;
import java.util.List;
import java.util.stream.Collectors;

/** The dead-letter destination for undecodable payloads, with the reasons, so that nothing is lost. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * @param payload as received
     * @throws UndeliverableException when it could not be stored; then the sender must keep it
     */
    void keep(byte[] payload, List<Rejected> reasons);

    /**
     * The same for a destination with a limit.
     *
     * @return false if it is full and stores nothing; sending the payload again changes nothing
     * @throws UndeliverableException as {@link #keep}
     */
    default boolean offer(byte[] payload, List<Rejected> reasons) {
        keep(payload, reasons);
        return true;
    }

    /** All reasons in one human-readable text. */
    static String reason(List<Rejected> reasons) {
        return TextLimit.message(reasons.stream().map(Rejected::toString).collect(Collectors.joining("; ")));
    }

    /** The first place in the payload that could not be read. */
    static String place(List<Rejected> reasons) {
        return reasons.isEmpty() ? "$" : TextLimit.message(reasons.getFirst().place());
    }

    /** The dead-letter destination did not accept the payload. */
    final class UndeliverableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UndeliverableException(String message) {
            super(message);
        }
    }
}
