package io.nightshift.rotation.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.runtime.VersionedSecrets;
import org.junit.jupiter.api.Test;

/** The contract of {@link VersionedSecrets}. */
public abstract class VersionedSecretsSuite {

    /** The id that a rotation gives to its version. */
    protected static final String ID = "0123456789abcdef0123456789abcdef";

    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    protected abstract VersionedSecrets secrets();

    /** A secret whose current value is {@link #value} of {@code canary-0}. */
    protected abstract Resource secret();

    /** One that does not exist. */
    protected abstract Resource missing();

    /** The next changes happen, and their replies do not arrive; false if this store has no replies. */
    protected abstract boolean losesReplies(int times);

    protected static SecretValue value(String password) {
        return SecretValue.of(Json.obj()
                .with("host", "db.internal")
                .with("username", "app")
                .with("password", password)
                .text());
    }

    private String current() throws CallFailed {
        return secrets().describe(secret()).current();
    }

    private String text(String version) throws CallFailed {
        return secrets().read(secret(), version).map(SecretValue::text).orElse("");
    }

    @Test
    void aPendingValueIsReadByItsIdAloneAndTheFirstOneCounts() throws Exception {
        var before = current();
        assertThat(secrets().read(secret(), ID)).isEmpty();
        assertThat(secrets().store(secret(), ID, value("canary-1"))).isEqualTo(ID);
        assertThat(secrets().store(secret(), ID, value("canary-2"))).isEqualTo(ID);
        assertThat(text(ID)).isEqualTo(value("canary-1").text());
        assertThat(secrets().describe(secret()).pending()).isEqualTo(ID);
        assertThat(current()).isEqualTo(before);
        assertThat(text(before)).isEqualTo(value("canary-0").text());
    }

    @Test
    void whatIsPublishedIsCurrentAndNoLongerPending() throws Exception {
        var before = current();
        secrets().store(secret(), ID, value("canary-1"));
        var published = secrets().publish(secret(), ID, before);
        assertThat(secrets().publish(secret(), ID, before)).isEqualTo(published);
        assertThat(current()).isEqualTo(published);
        assertThat(text(published)).isEqualTo(value("canary-1").text());
        secrets().retire(secret(), before);
        secrets().retire(secret(), before);
        assertThat(current()).isEqualTo(published);
        assertThat(secrets().describe(secret()).pending()).isEmpty();
    }

    @Test
    void nothingIsPublishedOverAnotherVersionOrWithoutAValue() throws Exception {
        var before = current();
        assertThatThrownBy(() -> secrets().publish(secret(), ID, before)).isInstanceOf(CallFailed.class);
        secrets().store(secret(), ID, value("canary-1"));
        assertThatThrownBy(() -> secrets().publish(secret(), ID, "77"))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().retryable()).isFalse())
                .hasMessageNotContaining("canary");
        assertThat(current()).isEqualTo(before);
    }

    @Test
    void whatIsDiscardedIsNotPendingAndMakesRoomForAnother() throws Exception {
        var before = current();
        secrets().discard(secret(), ID);
        secrets().store(secret(), ID, value("canary-1"));
        secrets().discard(secret(), OTHER);
        assertThat(secrets().describe(secret()).pending()).isEqualTo(ID);
        secrets().discard(secret(), ID);
        secrets().discard(secret(), ID);
        assertThat(secrets().describe(secret()).pending()).isEmpty();
        secrets().store(secret(), OTHER, value("canary-2"));
        assertThat(secrets().describe(secret()).pending()).isEqualTo(OTHER);
        var published = secrets().publish(secret(), OTHER, before);
        assertThat(text(published)).isEqualTo(value("canary-2").text());
    }

    @Test
    void aLostReplyMakesNoSecondVersion() throws Exception {
        var before = current();
        if (losesReplies(1)) {
            assertThatThrownBy(() -> secrets().store(secret(), ID, value("canary-1")))
                    .isInstanceOf(CallFailed.class);
        }
        secrets().store(secret(), ID, value("canary-2"));
        var first = text(ID);
        if (losesReplies(1)) {
            assertThatThrownBy(() -> secrets().publish(secret(), ID, before))
                    .isInstanceOfSatisfying(
                            CallFailed.class,
                            failed -> assertThat(failed.problem().mayHaveHappened())
                                    .isTrue());
        }
        var published = secrets().publish(secret(), ID, before);
        assertThat(current()).isEqualTo(published);
        assertThat(text(published)).isEqualTo(first);
    }

    @Test
    void aSecretThatDoesNotExistIsAProblemInWords() {
        assertThatThrownBy(() -> secrets().describe(missing())).isInstanceOfSatisfying(CallFailed.class, failed -> {
            assertThat(failed.problem().retryable()).isFalse();
            assertThat(failed.problem().message()).isNotBlank();
        });
    }
}
