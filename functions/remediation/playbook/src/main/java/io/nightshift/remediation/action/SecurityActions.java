package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** Actions that close what is open to too many. */
public final class SecurityActions {

    public static final ActionType MAKE_DATABASE_PRIVATE = named(
                    "make-database-private", "Takes the public address of a database away.", CONVERGENT)
            .on(Kinds.RDS_INSTANCE)
            .undoable()
            .needs(Cloud.AWS, "rds:DescribeDBInstances", "rds:ModifyDBInstance", "rds:ListTagsForResource")
            .madeBy(says("make database {target} private"));

    static final List<ActionType> ALL = List.of(MAKE_DATABASE_PRIVATE);

    private SecurityActions() {}
}
