package io.nightshift.chat.command;

import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Optional;

/** What commands do to runs: with an engine in this process, or by an order to the function that has it. */
public interface RunControl {

    /** A sentence for the person; refused if nothing was done. */
    ChatReply approve(RunId run, String plan, String by, String via);

    ChatReply reject(RunId run, String plan, String by, String reason, String via);

    ChatReply extend(RunId run, String plan, String by, String via);

    ChatReply abort(RunId run, String by, String reason);

    /** @param what {@code pause}, {@code resume} or {@code rollback}, of a run whose playbook has it */
    ChatReply command(RunId run, String what, String by, String reason);

    /** Why an answer of this person would not count; empty if it would. */
    Optional<String> refusal(RunId run, String plan, String by);

    /** @param scope {@code all}, {@code playbook/NAME}, {@code rule/NAME} or {@code resource/KIND/NAME} */
    ChatReply pause(String scope, String by, String reason, Optional<Instant> until);

    ChatReply resume(String scope, String by, String reason);
}
