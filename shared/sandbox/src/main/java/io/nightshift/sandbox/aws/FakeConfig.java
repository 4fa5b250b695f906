package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Optional;

/**
 * What breaks a rule, two on a page.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/APIReference/">AWS Config, 2014-11-12</a>
 */
final class FakeConfig implements FakeService {

    private static final String BROKEN = "config-result/";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeComplianceByConfigRule" -> rules(call, account).text();
            case "DescribeConfigRules" -> arns(call).text();
            case "GetComplianceDetailsByConfigRule" -> results(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static List<String> names(FakeAccount account) {
        return account.items(BROKEN).stream()
                .map(item -> item.text("rule"))
                .distinct()
                .toList();
    }

    private static Json.Obj rules(AwsCall call, FakeAccount account) {
        call.only("ComplianceTypes", "NextToken");
        var page = ReplyPage.of(names(account), call.optionalText("NextToken"));
        return paged(
                "ComplianceByConfigRules",
                page.items().stream()
                        .<Json>map(name -> Json.obj().with("ConfigRuleName", name))
                        .toList(),
                page.next());
    }

    private static Json.Obj arns(AwsCall call) {
        call.only("ConfigRuleNames");
        var rule = Json.obj().with("ConfigRuleArn", AwsStandIn.arn("config", "config-rule/config-rule-1"));
        return Json.obj().with("ConfigRules", Json.arr(rule));
    }

    private static Json.Obj results(AwsCall call, FakeAccount account) {
        call.only("ConfigRuleName", "ComplianceTypes", "Limit", "NextToken");
        var rule = call.text("ConfigRuleName");
        var found = account.items(BROKEN).stream()
                .filter(item -> item.text("rule").equals(rule))
                .<Json>map(FakeConfig::result)
                .toList();
        var page = ReplyPage.of(found, call.optionalText("NextToken"));
        return paged("EvaluationResults", page.items(), page.next());
    }

    private static Json.Obj result(Item item) {
        var about = Json.obj()
                .with("ConfigRuleName", item.text("rule"))
                .with("ResourceType", item.text("type"))
                .with("ResourceId", item.text("id"));
        return Json.obj()
                .with("ComplianceType", "NON_COMPLIANT")
                .with("ResultRecordedTime", 1_790_000_000L)
                .with("EvaluationResultIdentifier", Json.obj().with("EvaluationResultQualifier", about));
    }

    private static Json.Obj paged(String name, List<Json> items, Optional<String> next) {
        return Json.obj().with(name, Json.arr(items)).withOptional("NextToken", next.orElse(null));
    }
}
