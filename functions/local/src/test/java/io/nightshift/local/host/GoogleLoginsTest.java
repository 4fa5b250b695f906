package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.gcp.observe.GoogleLogins;
import io.nightshift.promotion.neutral.registry.Logins.Login;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GoogleLoginsTest {

    /** As those of a metadata server that does not answer. */
    private static final class Offline extends GoogleCredentials {
        private static final long serialVersionUID = 1L;

        @Override
        public AccessToken refreshAccessToken() throws IOException {
            throw new IOException("canary-of-the-answer");
        }
    }

    private static GoogleLogins logins() {
        var token = new AccessToken("canary-of-the-token", Date.from(Instant.parse("2100-01-01T00:00:00Z")));
        return new GoogleLogins(Optional.of(GoogleCredentials.create(token)));
    }

    @Test
    void theAccessTokenIsThePasswordOfArtifactRegistryAndOfNobodyElse() throws Exception {
        assertThat(logins().of("europe-west1-docker.pkg.dev"))
                .contains(new Login("oauth2accesstoken", "canary-of-the-token"));
        for (var other : new String[] {"ghcr.io", "docker.pkg.dev.evil.example", "evil.example/-docker.pkg.dev"}) {
            assertThat(logins().of(other)).isEmpty();
        }
        assertThat(new GoogleLogins(Optional.empty()).of("europe-west1-docker.pkg.dev"))
                .isEmpty();
        assertThat(logins().toString()).doesNotContain("canary");
    }

    @Test
    void withoutATokenTheRegistryIsAskedAgainLater() {
        assertThatThrownBy(() -> new GoogleLogins(Optional.of(new Offline())).of("europe-west1-docker.pkg.dev"))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().retryable()).isTrue())
                .hasMessageNotContaining("canary");
    }
}
