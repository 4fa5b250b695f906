package io.nightshift.console.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.nightshift.entry.SecretStore;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One OpenID provider: where it signs people in, and what it says about them. Its description is read once. */
final class OidcProvider {

    private static final int MILLIS = 5_000;

    private final SignInSettings settings;
    private final SecretStore secrets;
    private volatile @Nullable OIDCProviderMetadata known;

    /** The provider does not answer, or what it says is not valid. The text holds nothing that it sent. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    OidcProvider(SignInSettings settings, SecretStore secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Where the browser goes to sign in. */
    URI signIn(LoginCookie login) throws UnusableException {
        return new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE),
                        new Scope("openid", "email", "profile"),
                        new ClientID(settings.client()),
                        settings.redirect())
                .endpointURI(metadata().getAuthorizationEndpointURI())
                .state(new State(login.state()))
                .nonce(new Nonce(login.nonce()))
                .codeChallenge(new CodeVerifier(login.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** The name of the person whom the code is about; empty if the provider does not vouch for it. */
    Optional<String> name(String code, LoginCookie login) throws UnusableException {
        var claims = claims(code, login);
        if (settings.claimsEmail() && !Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))) {
            return Optional.empty();
        }
        return Optional.ofNullable(claims.getStringClaim(settings.claim())).filter(name -> !name.isBlank());
    }

    private IDTokenClaimsSet claims(String code, LoginCookie login) throws UnusableException {
        try {
            var grant = new AuthorizationCodeGrant(
                    new AuthorizationCode(code), settings.redirect(), new CodeVerifier(login.verifier()));
            var request = tokenRequest(grant).toHTTPRequest();
            request.setConnectTimeout(MILLIS);
            request.setReadTimeout(MILLIS);
            var response = OIDCTokenResponseParser.parse(request.send());
            if (!(response instanceof OIDCTokenResponse answer)) {
                throw new UnusableException("the provider refused the code");
            }
            return validator().validate(answer.getOIDCTokens().getIDToken(), new Nonce(login.nonce()));
        } catch (IOException e) {
            throw new UnusableException("the provider does not answer");
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new UnusableException("what the provider says is not valid");
        }
    }

    private TokenRequest tokenRequest(AuthorizationCodeGrant grant) throws UnusableException {
        var endpoint = metadata().getTokenEndpointURI();
        var client = new ClientID(settings.client());
        return settings.secret()
                .map(secret -> new TokenRequest.Builder(
                        endpoint, new ClientSecretBasic(client, new Secret(secret.value(secrets))), grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant))
                .build();
    }

    private IDTokenValidator validator() throws UnusableException {
        try {
            return new IDTokenValidator(
                    new Issuer(settings.issuer()),
                    new ClientID(settings.client()),
                    algorithm(),
                    metadata().getJWKSetURI().toURL());
        } catch (MalformedURLException e) {
            throw new UnusableException("the provider's keys have no valid address");
        }
    }

    /** A signature by the provider's key; never one by a secret, and never none. */
    private JWSAlgorithm algorithm() throws UnusableException {
        var offered = metadata().getIDTokenJWSAlgs();
        return offered == null || offered.contains(JWSAlgorithm.RS256)
                ? JWSAlgorithm.RS256
                : offered.stream()
                        .filter(JWSAlgorithm.Family.SIGNATURE::contains)
                        .findFirst()
                        .orElse(JWSAlgorithm.RS256);
    }

    private OIDCProviderMetadata metadata() throws UnusableException {
        var read = known;
        if (read == null) {
            try {
                read = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), MILLIS, MILLIS);
                known = read;
            } catch (GeneralException | IOException e) {
                throw new UnusableException("the description of the provider cannot be read");
            }
        }
        return read;
    }
}
