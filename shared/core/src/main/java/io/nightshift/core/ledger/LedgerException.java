package io.nightshift.core.ledger;

/** The store could not be reached, or holds something that no ledger wrote. */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public LedgerException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public LedgerException(String message, boolean retryable) {
        super(message);
        this.retryable = retryable;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Reports whether the same call may succeed later (throttling, no connection). */
    public boolean retryable() {
        return retryable;
    }
}
