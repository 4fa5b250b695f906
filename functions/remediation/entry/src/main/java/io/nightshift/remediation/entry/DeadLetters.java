package io.nightshift.remediation.entry;

import io.nightshift.core.signal.Rejected;
import java.util.List;

/** Where what could not be decoded goes, with the reasons, so that nothing is lost. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * @param payload as it came
     * @throws UndeliverableException when it could not be put there; then the sender has to keep it
     */
    void keep(byte[] payload, List<Rejected> reasons);

    /** The dead-letter destination did not take it. */
    final class UndeliverableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UndeliverableException(String message) {
            super(message);
        }
    }
}
