package io.nightshift.cost.billing;

/** A file that cannot be used at all. The message names the file, what is wrong with it, and what would be right. */
public final class BillingException extends Exception {

    private static final long serialVersionUID = 1L;

    public BillingException(String message) {
        super(message);
    }
}
