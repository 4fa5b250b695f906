package io.nightshift.console.web;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.CrossSiteCheck;
import io.nightshift.console.ConsoleAccess;
import io.nightshift.console.Role;
import io.nightshift.console.Visitor;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Without sign-in: whoever can open a connection on this machine is the person who started the process. Web pages of other
 * sites, names bound to a loopback address, and proxies are refused.
 */
public final class LoopbackAccess implements ConsoleAccess {

    private static final int TOKEN_BYTES = 24;

    private final Visitor visitor;
    private final boolean proxied;

    /**
     * @param name the name of the person who started the process
     * @param proxied whether senders need a token, so that a proxy may stand before the process; then nobody is let in
     */
    public LoopbackAccess(String name, boolean proxied) {
        var random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.visitor = new Visitor(
                name, Role.APPROVER, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        this.proxied = proxied;
    }

    @Override
    public Decision decide(ApiRequest request) {
        var refusal = proxied
                ? Optional.of("with NIGHTSHIFT_INTAKE_TOKEN the console needs sign-in (docs/console.md)")
                : CrossSiteCheck.refusalOfPage(request);
        return refusal.<Decision>map(why -> new Decision.Refused(ApiResponse.error(403, why)))
                .orElseGet(() -> new Decision.Granted(visitor));
    }

    @Override
    public String description() {
        return "without sign-in: this machine only";
    }
}
