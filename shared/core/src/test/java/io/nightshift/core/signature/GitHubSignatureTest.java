package io.nightshift.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret, body and signature are the example of GitHub's documentation. */
final class GitHubSignatureTest {

    private static final String DIGITS = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private final GitHubSignature signature = new GitHubSignature("It's a Secret to Everybody");

    private static Payload payload(String body, String header) {
        return new Payload(body.getBytes(StandardCharsets.UTF_8), Map.of("X-Hub-Signature-256", header));
    }

    @Test
    void takesTheExampleOfGitHub() {
        assertThat(signature.signs(payload("Hello, World!", "sha256=" + DIGITS)))
                .isTrue();
    }

    @Test
    void refusesAnotherBodyAndAnotherSecret() {
        assertThat(signature.signs(payload("Hello, World?", "sha256=" + DIGITS)))
                .isFalse();
        assertThat(new GitHubSignature("another").signs(payload("Hello, World!", "sha256=" + DIGITS)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", DIGITS, "sha1=" + DIGITS, "sha256=" + DIGITS + "00", "sha256=\u00e9"})
    void refusesASignatureOfAnotherForm(String header) {
        assertThat(signature.signs(payload("Hello, World!", header))).isFalse();
        assertThat(signature.signs(payload("Hello, World!", "sha256=" + DIGITS.toUpperCase(Locale.ROOT))))
                .isFalse();
    }

    @Test
    void noSignatureIsAWrongOne() {
        assertThat(signature.signs(Payload.of("Hello, World!".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    @Test
    void aPayloadClaimsToBeOfGitHubByItsEvent() {
        var ping = new Payload(new byte[0], Map.of("X-GitHub-Event", "ping"));
        assertThat(GitHubSignature.isClaimedBy(ping)).isTrue();
        assertThat(GitHubSignature.event(ping)).isEqualTo("ping");
        assertThat(GitHubSignature.isClaimedBy(Payload.of(new byte[0]))).isFalse();
    }

    @Test
    void itsTextIsNotTheSecret() {
        assertThat(signature.toString()).doesNotContain("Everybody");
    }
}
