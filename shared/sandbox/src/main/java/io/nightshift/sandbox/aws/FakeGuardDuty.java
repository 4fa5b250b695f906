package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;

/** Detectors. @see <a href="https://docs.aws.amazon.com/guardduty/latest/APIReference/">GuardDuty REST API, 2017-11-28</a> */
final class FakeGuardDuty implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetDetector" -> get(call, account).text();
            case "UpdateDetector" -> update(call, account);
            default -> throw FakeService.unknown(call);
        };
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
