package io.nightshift.remediation.policy;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.ActionType.Parameter;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small catalogue with every form of parameter. */
final class Actions {

    static final ActionCatalogue CATALOGUE = new ActionCatalogue(List.of(
            type("reboot-instance", Set.of(Kinds.EC2_INSTANCE)),
            type("replace-instance", Set.of(Kinds.EC2_INSTANCE)),
            type(
                    "grow-database-storage",
                    Set.of(Kinds.RDS_INSTANCE),
                    new Parameter("by-percent", Form.INTEGER, false, "How much more."),
                    new Parameter("up-to-gib", Form.INTEGER, true, "Never more than that.")),
            type(
                    "terminate-idle-sessions",
                    Set.of(Kinds.RDS_INSTANCE, Kinds.SQL_INSTANCE),
                    new Parameter("database", Form.TEXT, true, "Which one."),
                    new Parameter("idle-for", Form.DURATION, false, "How long.")),
            type(
                    "reboot-database",
                    Set.of(Kinds.RDS_INSTANCE),
                    new Parameter("failover", Form.BOOLEAN, false, "To the standby.")),
            type("shift-traffic-back", Set.of(Kinds.RUN_SERVICE)),
            type("restart-deployment", Set.of(Kinds.K8S_DEPLOYMENT, Kinds.GKE_DEPLOYMENT)),
            type("roll-back-deployment", Set.of(Kinds.K8S_DEPLOYMENT, Kinds.GKE_DEPLOYMENT)),
            type("call-webhook", Set.of(), new Parameter("hook", Form.TEXT, true, "Its name."))));

    private Actions() {}

    private record Plain(ActionType type, Resource target, Json.Obj with) implements Action {
        @Override
        public String sentence() {
            return type.name() + " " + target.label();
        }
    }

    private static ActionType type(String name, Set<String> kinds, Parameter... parameters) {
        return new ActionType(
                name,
                "Does " + name + ".",
                kinds,
                Repetition.CONVERGENT,
                true,
                false,
                Map.of(),
                List.of(parameters),
                (target, with) -> read(name, kinds, target, with));
    }

    private static Action read(String name, Set<String> kinds, Resource target, View with) throws JsonException {
        if (!kinds.isEmpty() && !kinds.contains(target.kind())) {
            throw new JsonException(name + " cannot be aimed at " + target.kind());
        }
        if (with.at("by-percent").integerOr(20) < 10) {
            throw with.at("by-percent").wrong("a whole number from 10");
        }
        return new Plain(CATALOGUE.type(name).orElseThrow(), target, with.exists() ? with.object() : Json.Obj.EMPTY);
    }
}
