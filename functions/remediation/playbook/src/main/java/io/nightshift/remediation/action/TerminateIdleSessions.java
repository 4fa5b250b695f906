package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.time.Duration;

/**
 * Ends PostgreSQL sessions that have been idle in a transaction for long. Superuser and replication sessions are left
 * alone. A repetition finds the sessions already ended.
 */
public record TerminateIdleSessions(Resource target, String database, Duration idleFor, int atMost)
        implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "terminate-idle-sessions",
                    "Ends PostgreSQL sessions that are idle in a transaction for long.",
                    Repetition.CONVERGENT)
            .on(Kinds.RDS_INSTANCE, Kinds.SQL_INSTANCE)
            .needs(Cloud.AWS)
            .needs(Cloud.GCP)
            .required("database", Form.TEXT, "The name of a database connection that the function is configured with.")
            .optional("idle-for", Form.DURATION, "How long a session must have been idle in its transaction.")
            .optional("at-most", Form.INTEGER, "How many sessions are ended at once.")
            .readBy((target, with) -> new TerminateIdleSessions(
                    target,
                    with.at("database").nonBlank(),
                    ParameterReading.durationOr(with.at("idle-for"), Duration.parse("PT10M")),
                    ParameterReading.positiveOr(with.at("at-most"), 20)));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj()
                .with("database", database)
                .with("idle-for", idleFor.toString())
                .with("at-most", atMost);
    }

    @Override
    public String sentence() {
        return "terminate sessions idle in transaction for " + DurationText.say(idleFor) + " on " + database;
    }
}
