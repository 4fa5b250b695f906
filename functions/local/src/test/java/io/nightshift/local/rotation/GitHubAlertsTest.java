package io.nightshift.local.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GitHub's REST API over the wire. */
class GitHubAlertsTest {

    private final WireServer github = WireServer.strict();
    private final GitHubAlerts alerts =
            new GitHubAlerts(new GitHubAccess(github.endpoint(), new Secret("canary-token")), InstantSource.system());

    @AfterEach
    void close() {
        github.close();
    }

    private void answers(WireReply... replies) {
        github.script(
                request -> request.method().equals("GET")
                        && request.path().equals("/repos/shop/web/secret-scanning/alerts/42")
                        && request.header("Authorization").equals("Bearer canary-token"),
                replies);
    }

    @Test
    void theSecretOfAnAlertIsFetched() throws Exception {
        answers(WireReply.json(200, Json.obj().with("number", 42).with("secret", "canary-leaked")));
        assertThat(alerts.of("shop/web/42").text()).isEqualTo("canary-leaked");
    }

    @Test
    void whatCannotBeReadIsSaidInWordsAndWithoutASecret() {
        answers(
                WireReply.json(404, Json.obj().with("message", "canary")),
                WireReply.json(200, Json.obj().with("number", 42)),
                WireReply.json(403, Json.obj().with("message", "canary")));
        for (var expected : new String[] {"NIGHTSHIFT_GITHUB_TOKEN", "it has no secret", "GitHub lets nobody in"}) {
            assertThatThrownBy(() -> alerts.of("shop/web/42"))
                    .hasMessageContaining(expected)
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void withoutATokenThereIsNoAccess() {
        assertThat(GitHubAccess.read(new Variables(Map.of()))).isEmpty();
        assertThat(GitHubAccess.read(new Variables(Map.of("NIGHTSHIFT_GITHUB_TOKEN", "canary-token"))))
                .get()
                .satisfies(access -> {
                    assertThat(access.api()).hasToString("https://api.github.com");
                    assertThat(access.toString()).doesNotContain("canary");
                });
    }
}
