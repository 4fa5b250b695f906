package io.nightshift.rotation;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Question;
import java.util.List;
import java.util.Optional;

/** What a rotation asks. Unless said otherwise, it is about the secret, and {@code with} is a {@code CredentialChange}. */
public final class RotationQuestions {

    /**
     * The state of the secret and of the system before anything is written.
     *
     * @param current the version that applications read
     * @param pending the version that a rotation under way makes; empty if none is
     * @param problems what would stop the rotation, each with its fix
     * @param ours whether a leaked key is the current one of this secret
     */
    public record RotationPreflight(String current, String pending, List<String> problems, boolean ours) {

        public Json.Obj toJson() {
            return Json.obj()
                    .with("current", current)
                    .with("pending", pending)
                    .with("problems", Json.strings(problems))
                    .with("ours", ours);
        }

        static RotationPreflight read(Health health, View json) throws JsonException {
            return new RotationPreflight(
                    json.at("current").text(),
                    json.at("pending").text(),
                    json.at("problems").strings(),
                    json.at("ours").bool());
        }
    }

    /**
     * One login. WELL if it is accepted, UNWELL if it is refused; no answer if nothing is known.
     *
     * @param reason what refused; empty if it is accepted
     * @param pooler what answered in place of the system
     */
    public record LoginAnswer(String reason, Optional<String> pooler) {

        public Json.Obj toJson() {
            return Json.obj().with("reason", reason).withOptional("pooler", pooler.orElse(null));
        }

        static LoginAnswer read(Health health, View json) throws JsonException {
            return new LoginAnswer(json.at("reason").text(), json.at("pooler").optionalText());
        }
    }

    public static final Question<RotationPreflight> PREFLIGHT =
            new Question<>("rotation-preflight", RotationPreflight::read);

    /** Logs in with the pending version, where it is set and where applications do. */
    public static final Question<LoginAnswer> NEW_LOGIN = new Question<>("new-login", LoginAnswer::read);

    /** Logs in with the old version: after its retirement it has to be refused. */
    public static final Question<LoginAnswer> OLD_LOGIN = new Question<>("old-login", LoginAnswer::read);

    /** The number of sessions of the old user, or of uses of the old key since the switch. */
    public static final Question<Long> OLD_USE =
            new Question<>("old-use", (health, json) -> json.at("sessions").integer());

    /**
     * Whether a restarted consumer runs: WELL if it does, UNWELL if it does not come up, UNKNOWN while it starts. It is about the
     * consumer.
     */
    public static final Question<Boolean> CONSUMER =
            new Question<>("consumer-restart", (health, json) -> health == Health.WELL);

    private RotationQuestions() {}
}
