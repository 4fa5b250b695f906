package io.nightshift.core.signature;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Creates and verifies the links by which approvers answer. Whoever has a link answers as the approver in it: a link
 * is a credential and belongs in no ledger and no log.
 */
public final class ApprovalLinks {

    private final String base;
    private final Hmac hmac;

    /**
     * @param base the public URL of the host, without a slash at its end
     * @param secret not empty
     */
    public ApprovalLinks(String base, String secret) {
        this.base = base;
        hmac = new Hmac(secret);
    }

    public String url(ApprovalLink link) {
        return base + "/approve?run=" + encoded(link.run().value()) + "&plan=" + encoded(link.plan()) + "&by="
                + encoded(link.by()) + "&until=" + encoded(link.until().toString()) + "&signature="
                + hmac.hex(link.signed());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public boolean signs(ApprovalLink link, String signature) {
        return hmac.signs(link.signed(), signature);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
