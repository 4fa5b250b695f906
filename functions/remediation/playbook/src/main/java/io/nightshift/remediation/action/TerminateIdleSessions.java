package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends PostgreSQL sessions that have been idle in a transaction for long. Superuser and replication sessions are left
 * alone. A repetition finds the sessions already ended.
 */
public record TerminateIdleSessions(Resource target, String database, Duration idleFor, int atMost)
        implements DatabaseAction {

    public static final ActionType TYPE = new ActionType(
            "terminate-idle-sessions",
            "Ends PostgreSQL sessions that are idle in a transaction for long.",
            Set.of(Resource.Kinds.RDS_INSTANCE, Resource.Kinds.SQL_INSTANCE),
            Repetition.CONVERGENT,
            false,
            false,
            Map.of(Cloud.AWS, List.of(), Cloud.GCP, List.of()),
            List.of(
                    new ActionType.Parameter(
                            "database",
                            ActionType.Form.TEXT,
                            true,
                            "The name of a database connection that the function is configured with."),
                    new ActionType.Parameter(
                            "idle-for",
                            ActionType.Form.DURATION,
                            false,
                            "How long a session must have been idle in its transaction."),
                    new ActionType.Parameter(
                            "at-most", ActionType.Form.INTEGER, false, "How many sessions are ended at once.")),
            (target, with) -> new TerminateIdleSessions(
                    Read.aimed(
                            target,
                            "terminate-idle-sessions",
                            Set.of(Resource.Kinds.RDS_INSTANCE, Resource.Kinds.SQL_INSTANCE)),
                    with.at("database").nonBlank(),
                    Read.durationOr(with.at("idle-for"), Duration.parse("PT10M")),
                    Read.positiveOr(with.at("at-most"), 20)));

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
