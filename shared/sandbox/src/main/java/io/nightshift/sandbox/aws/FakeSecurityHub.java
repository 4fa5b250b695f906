package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Optional;

/**
 * Findings, two on a page; only those that are open are asked for.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html">GetFindings</a>
 */
final class FakeSecurityHub implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        if (!call.operation().equals("GetFindings")) {
            throw FakeService.unknown(call);
        }
        call.only("Filters", "MaxResults", "NextToken");
        if (account.items("securityhub").isEmpty()) {
            throw new AwsError(
                    403, "InvalidAccessException", "Account 111122223333 is not subscribed to AWS Security Hub");
        }
        check(call);
        var found = account.items("finding/").stream().<Json>map(Item::values).toList();
        var page = ReplyPage.of(found, token(call));
        return Json.obj()
                .with("Findings", Json.arr(page.items()))
                .withOptional("NextToken", page.next().orElse(null))
                .text();
    }

    private static Optional<String> token(AwsCall call) {
        try {
            return Optional.of(call.json().at("NextToken").textOr("")).filter(text -> !text.isEmpty());
        } catch (JsonException e) {
            throw AwsError.invalid(call, "NextToken");
        }
    }

    private static void check(AwsCall call) {
        try {
            for (var filter : List.of("RecordState", "WorkflowStatus")) {
                for (var one : call.json().at("Filters", filter).items()) {
                    one.at("Value").nonBlank();
                    one.at("Comparison").nonBlank();
                }
            }
            if (call.json().at("Filters", "RecordState").items().isEmpty()) {
                throw AwsError.invalid(call, "the stand-in answers about active findings only");
            }
        } catch (JsonException e) {
            throw AwsError.invalid(call, e.getMessage());
        }
    }
}
