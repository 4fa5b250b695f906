package io.nightshift.remediation;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.DeclaredAction;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The form of each action in a ledger, which later versions must read, too. */
class ActionJsonTest {

    private static final Origin HERE = Origin.aws("111122223333", "eu-central-1");

    /** The parameters of a type with some, as the ledger writes them. */
    private static final Map<String, String> WITH = Map.ofEntries(
            Map.entry("block-address", "{'address':'2001:db8::/32'}"),
            Map.entry("call-webhook", "{'hook':'drain'}"),
            Map.entry("enable-flow-logs", "{'bucket':'arn:aws:s3:::flow-logs'}"),
            Map.entry("grow-database-storage", "{'by-percent':20,'up-to-gib':500}"),
            Map.entry("raise-instances", "{'by':1,'up-to':9}"),
            Map.entry("quarantine-instance", "{'security-group':'sg-1'}"),
            Map.entry("reboot-database", "{'failover':true}"),
            Map.entry("redirect-to-https", "{}"),
            Map.entry("rotate-database-certificate", "{'authority':'rds-ca-rsa2048-g1'}"),
            Map.entry("restore", "{'of':'scale-out-group','capsule':{'desired':2,'to':3}}"),
            Map.entry(
                    "run-automation",
                    "{'document':'AWS-RestartEC2Instance','role':'arn:aws:iam::111122223333:role/nightshift-automation'}"),
            Map.entry("scale-out-group", "{'by':2}"),
            Map.entry("set-database-tier", "{'tier':'db-custom-4-16384'}"),
            Map.entry("set-log-retention", "{'days':30}"),
            Map.entry("open-ticket", "{'hook':'tracker','format':'jira','project':'OPS','type':'Task'}"),
            Map.entry("page-on-call", "{'hook':'pager','format':'pagerduty'}"),
            Map.entry("run-command", "{'document':'Shop-RestartService','parameters':'Service=nginx'}"),
            Map.entry("add-reader", "{'up-to':3}"),
            Map.entry("fail-over-cluster", "{'to':'web-2'}"),
            Map.entry("terminate-idle-sessions", "{'database':'orders','idle-for':'PT10M','at-most':20}"));

    private static final Map<String, String> SENTENCES = new TreeMap<>(Map.ofEntries(
            Map.entry("open-ticket", "open a ticket in tracker about web"),
            Map.entry("page-on-call", "page on-call by pager about web"),
            Map.entry("call-webhook", "call webhook drain for ANY/web"),
            Map.entry("fail-over-sql", "fail database web over to its standby"),
            Map.entry("grow-database-storage", "grow the storage of web by 20 %, up to 500 GiB"),
            Map.entry("raise-instances", "raise the instances of web by 1, up to 9"),
            Map.entry("reboot-database", "reboot database web with failover"),
            Map.entry("reboot-instance", "reboot instance web"),
            Map.entry("recreate-instance", "recreate instance web in its group"),
            Map.entry("redeploy-service", "redeploy service web"),
            Map.entry("replace-instance", "replace instance web in its Auto Scaling group"),
            Map.entry("restart-deployment", "restart daemonset web"),
            Map.entry("restart-run-service", "restart service web as a new revision"),
            Map.entry("restart-sql", "restart database web"),
            Map.entry("restore", "go back to the state of ANY/web before scale-out-group"),
            Map.entry("roll-back-alias", "roll alias web back to the version before"),
            Map.entry("roll-back-deployment", "roll web back to the revision before"),
            Map.entry("roll-back-service", "roll service web back to the task definition before"),
            Map.entry("scale-out-group", "scale out web by 2"),
            Map.entry("set-instance-unhealthy", "mark instance web unhealthy in its Auto Scaling group"),
            Map.entry("shift-traffic-back", "shift the traffic of web back to the last good revision"),
            Map.entry("terminate-idle-sessions", "terminate sessions idle in transaction for 10 min on orders")));

    /** The parameters as the ledger writes them; of an action without a class of its own a value for each. */
    private static String with(ActionType type) {
        var given = WITH.get(type.name());
        if (given != null) {
            return given.replace('\'', '"');
        }
        var with = Json.obj();
        for (var parameter : type.parameters()) {
            with = with.with(parameter.name(), parameter.fallback().orElseGet(() -> value(parameter.form())));
        }
        return with.text();
    }

    private static Json value(ActionType.Form form) {
        return switch (form) {
            case TEXT -> Json.of("web");
            case JSON -> Json.of("{}");
            case INTEGER -> Json.of(20);
            case BOOLEAN -> Json.of(true);
            case DURATION -> Json.of("PT10M");
        };
    }

    private static String kind(ActionType type) {
        return type.kinds().isEmpty() ? "ANY" : new TreeSet<>(type.kinds()).getFirst();
    }

    private static String text(ActionType type) {
        return ("{'action':'%s','target':{'cloud':'aws','account':'111122223333','region':'eu-central-1',"
                        + "'kind':'%s','name':'web'},'with':%s}")
                .formatted(type.name(), kind(type), with(type))
                .replace('\'', '"');
    }

    private static Action read(ActionType type) {
        try {
            return Remediation.ALL.fromJson(View.of(Json.parse(text(type))));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyActionIsReadFromItsFormAndWrittenInIt() {
        for (var type : Remediation.ALL.types()) {
            var action = read(type);
            assertThat(action.type()).isSameAs(type);
            assertThat(ActionCatalogue.toJson(action).text()).isEqualTo(text(type));
        }
        assertThat(Remediation.ALL.types().stream()
                        .filter(type -> !(read(type) instanceof DeclaredAction))
                        .collect(toMap(ActionType::name, type -> read(type).sentence())))
                .isEqualTo(SENTENCES);
    }

    @Test
    void anActionWithoutAClassOfItsOwnSaysItsTargetAndItsParameters() {
        for (var type : Remediation.ALL.types()) {
            if (read(type) instanceof DeclaredAction action) {
                assertThat(action.sentence()).doesNotContain("{", "}").contains("web");
            }
        }
    }

    @Test
    void theUndoRestoresTheCapsuleOfTheAct() throws JsonException {
        var capsule = Json.obj().with("desired", 2);
        for (var type : Remediation.ALL.types()) {
            var undo = read(type).undo(capsule);
            assertThat(undo.isPresent()).as(type.name()).isEqualTo(type.undoable());
            if (undo.isPresent()) {
                assertThat(undo.get().with())
                        .isEqualTo(Json.obj().with("of", type.name()).with("capsule", capsule));
            }
        }
    }

    @Test
    void anotherKindOfTargetIsRefused() throws JsonException {
        var other = new Resource(HERE, "dns:zone", "web");
        for (var type : Remediation.CATALOGUE.types()) {
            var with = View.of(Json.parse(with(type)));
            if (type.kinds().isEmpty()) {
                assertThat(type.reader().read(other, with).target()).isEqualTo(other);
            } else {
                assertThatThrownBy(() -> type.reader().read(other, with))
                        .isInstanceOf(JsonException.class)
                        .hasMessage("%s acts on %s, not on dns:zone"
                                .formatted(type.name(), String.join(" or ", new TreeSet<>(type.kinds()))));
            }
        }
    }
}
