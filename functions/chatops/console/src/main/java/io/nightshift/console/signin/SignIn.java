package io.nightshift.console.signin;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.FormFields;
import io.nightshift.console.ConsoleAccess;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.ConstantTime;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Policy;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Lets people in whom an OpenID provider signs in (code flow with PKCE and nonce), in the role that the policy gives them. */
public final class SignIn implements ConsoleAccess {

    private static final String BEGIN = "/console/sign-in";
    private static final String END = "/console/signed-in";
    private static final String OUT = "/console/sign-out";
    private static final int MOST_FORM_BYTES = 16 * 1024;

    private final SignInSettings settings;
    private final OidcProvider provider;
    private final Sessions sessions;
    private final ConsoleRoles roles;
    private final FunctionHost host;
    private final AttemptLimit attempts;

    public SignIn(
            SignInSettings settings, SecretStore secrets, Ledger ledger, Supplier<Policy> policy, FunctionHost host) {
        this.settings = settings;
        this.host = host;
        provider = new OidcProvider(settings, secrets);
        sessions = new Sessions(ledger, host);
        roles = new ConsoleRoles(policy);
        attempts = new AttemptLimit(host);
    }

    @Override
    public Decision decide(ApiRequest request) {
        var visitor = sessions.visitor(request, roles::of);
        if (visitor.isPresent()) {
            return new Decision.Granted(visitor.get());
        }
        boolean page = Set.of("GET", "HEAD").contains(request.method())
                && !request.path().equals("/console/live");
        var asked = request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
        return new Decision.Refused(
                page
                        ? ApiResponse.seeOther(BEGIN + "?to=" + URLEncoder.encode(asked, StandardCharsets.UTF_8))
                                .header("Cache-Control", "no-store")
                        : ApiResponse.error(401, "sign in first"));
    }

    @Override
    public Optional<ApiResponse> own(ApiRequest request) throws IOException {
        return switch (request.path()) {
            case BEGIN -> Optional.of(limited(request, this::begin));
            case END -> Optional.of(limited(request, this::end));
            case OUT -> Optional.of(out(request));
            default -> Optional.empty();
        };
    }

    private interface Step {
        ApiResponse answer(Map<String, String> fields, ApiRequest request) throws OidcProvider.UnusableException;
    }

    private ApiResponse limited(ApiRequest request, Step step) {
        if (!request.method().equals("GET")) {
            return ApiResponse.notAllowed("people sign in by GET", "GET");
        }
        if (!attempts.admits()) {
            return plain(429, "Too many people sign in at once. Try again in a minute.");
        }
        try {
            return step.answer(FormFields.of(request.query()), request).header("Cache-Control", "no-store");
        } catch (OidcProvider.UnusableException e) {
            host.log("sign-in-failed", Json.obj().with("reason", String.valueOf(e.getMessage())));
            return plain(502, "Signing in does not work now: " + e.getMessage() + ".");
        }
    }

    private ApiResponse begin(Map<String, String> fields, ApiRequest request) throws OidcProvider.UnusableException {
        var login = new LoginCookie(
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                LoginCookie.page(fields.getOrDefault("to", "")));
        return ApiResponse.seeOther(provider.signIn(login).toString()).cookie(login.set());
    }

    private ApiResponse end(Map<String, String> fields, ApiRequest request) throws OidcProvider.UnusableException {
        var login = LoginCookie.of(request);
        var code = fields.getOrDefault("code", "");
        if (login.isEmpty()
                || code.isEmpty()
                || !ConstantTime.isSame(
                        fields.getOrDefault("state", ""), login.get().state())) {
            host.log("sign-in-failed", Json.obj().with("reason", "not the sign-in that this browser began"));
            return plain(403, "This is not the sign-in that your browser began. Open /console again.");
        }
        var name = provider.name(code, login.get());
        var role = name.flatMap(roles::of);
        if (role.isEmpty()) {
            host.log("sign-in-failed", Json.obj().with("reason", "the policy knows no such person"));
            return plain(403, "You are signed in, but the policy of this Nightshift does not know you.")
                    .cookie(LoginCookie.remove());
        }
        return ApiResponse.seeOther(LoginCookie.page(login.get().to()))
                .cookie(sessions.begin(name.get()))
                .cookie(LoginCookie.remove());
    }

    private ApiResponse out(ApiRequest request) throws IOException {
        var visitor = sessions.visitor(request, roles::of);
        var sent = FormFields.of(new String(request.body().read(MOST_FORM_BYTES), StandardCharsets.UTF_8));
        if (!request.method().equals("POST")
                || isForeign(request)
                || visitor.isEmpty()
                || !ConstantTime.isSame(
                        sent.getOrDefault("token", ""), visitor.get().token())) {
            return plain(403, "Not sent from the console.");
        }
        return plain(200, "You are signed out of Nightshift.")
                .cookie(sessions.end(request, visitor.get().name()));
    }

    private static ApiResponse plain(int status, String sentence) {
        return ApiResponse.of(status, "text/plain; charset=utf-8", sentence.getBytes(StandardCharsets.UTF_8));
    }

    /** A proxy may give the host another name: the origin is that of the public URL. */
    @Override
    public boolean isForeign(ApiRequest request) {
        var origin = request.headers().get("Origin");
        return (origin != null && !origin.equals(settings.origin()))
                || !Set.of("none", "same-origin").contains(request.headers().getOrDefault("Sec-Fetch-Site", "none"));
    }

    @Override
    public boolean signsOut() {
        return true;
    }

    @Override
    public String description() {
        return "signed in";
    }
}
