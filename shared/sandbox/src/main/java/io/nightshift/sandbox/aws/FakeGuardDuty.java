package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;

/** Detectors. @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/">GuardDuty REST API, 2017-11-28</a> */
final class FakeGuardDuty implements FakeService {

    private static final String FINDING = "/finding/";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetDetector" -> get(call, account).text();
            case "UpdateDetector" -> update(call, account);
            case "ListDetectors" -> detectors(account).text();
            case "ListFindings" -> findings(call, account).text();
            case "GetFindings" -> details(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static Json.Obj detectors(FakeAccount account) {
        var ids = account.items("detector/").stream()
                .map(Item::key)
                .filter(key -> !key.contains(FINDING))
                .map(key -> key.substring("detector/".length()))
                .toList();
        return Json.obj().with("detectorIds", Json.strings(ids));
    }

    private static List<Item> found(AwsCall call, FakeAccount account) {
        return account.items("detector/" + call.required("DetectorId") + FINDING);
    }

    /** Two on a page; only those that are not archived are asked for. */
    private static Json.Obj findings(AwsCall call, FakeAccount account) {
        try {
            var archived = call.json().at("findingCriteria", "criterion", "service.archived", "equals");
            if (!archived.strings().equals(List.of("false"))) {
                throw new AwsError(400, "BadRequestException", "not modelled: other criteria");
            }
            var ids = found(call, account).stream()
                    .map(item -> item.key().substring(item.key().indexOf(FINDING) + FINDING.length()))
                    .toList();
            int from = Integer.parseInt(call.json().at("nextToken").textOr("0"));
            int to = Math.min(from + 2, ids.size());
            var page = Json.obj().with("findingIds", Json.strings(ids.subList(from, to)));
            return to < ids.size() ? page.with("nextToken", Integer.toString(to)) : page;
        } catch (JsonException e) {
            throw AwsError.missing(call, "findingCriteria");
        }
    }

    private static Json.Obj details(AwsCall call, FakeAccount account) {
        try {
            var asked = call.json().at("findingIds").strings();
            if (asked.isEmpty() || asked.size() > 50) {
                throw new AwsError(400, "BadRequestException", "from 1 to 50 findingIds");
            }
            return Json.obj()
                    .with(
                            "findings",
                            Json.arr(found(call, account).stream()
                                    .filter(item -> asked.contains(
                                            item.key().substring(item.key().indexOf(FINDING) + FINDING.length())))
                                    .<Json>map(Item::values)
                                    .toList()));
        } catch (JsonException e) {
            throw AwsError.missing(call, "findingIds");
        }
    }

    private static AwsError missing() {
        return new AwsError(
                400,
                "BadRequestException",
                "The request is rejected because the input detectorId is not owned by the current account.");
    }

    private static Json.Obj get(AwsCall call, FakeAccount account) {
        call.only("DetectorId");
        var key = "detector/" + call.required("DetectorId");
        return account.items(key).stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .map(item -> item.values().with("tags", Json.strings(item.tags())))
                .orElseThrow(FakeGuardDuty::missing);
    }

    private static String update(AwsCall call, FakeAccount account) {
        call.only("DetectorId", "enable");
        var detector = account.item("detector/" + call.required("DetectorId")).orElseThrow(FakeGuardDuty::missing);
        try {
            boolean enabled = call.json().at("enable").bool();
            account.change("update", detector.with("status", enabled ? "ENABLED" : "DISABLED"));
            return "{}";
        } catch (JsonException e) {
            throw AwsError.missing(call, "enable");
        }
    }
}
