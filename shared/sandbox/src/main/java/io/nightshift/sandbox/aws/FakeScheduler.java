package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Schedule;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import java.util.regex.Pattern;

/**
 * Schedules are kept and never fire.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html">CreateSchedule</a>
 */
final class FakeScheduler implements FakeService {

    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
    private static final Pattern ONCE = Pattern.compile("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)");
    private static final Pattern ROLE = Pattern.compile("arn:aws(-[a-z]+)?:iam::\\d{12}:role/[\\w+=,.@/-]+");

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        if (!call.operation().equals("CreateSchedule")) {
            throw FakeService.unknown(call);
        }
        call.only(
                "Name",
                "ActionAfterCompletion",
                "ClientToken",
                "FlexibleTimeWindow",
                "GroupName",
                "ScheduleExpression",
                "ScheduleExpressionTimezone",
                "Target");
        check("name", NAME, call.required("Name"));
        check("clientToken", TOKEN, call.text("ClientToken"));
        check("scheduleExpression", ONCE, call.text("ScheduleExpression"));
        target(call);
        var group = call.optionalText("GroupName").orElse("default");
        if (!group.equals("default")
                && account.find(ScheduleGroup.class, "schedule-group/" + group).isEmpty()) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule group " + group + " does not exist.");
        }
        return set(
                account, new Schedule(group, call.required("Name"), call.body().text()));
    }

    /** Repeating a request with the same token returns the first response. */
    private static String set(FakeAccount account, Schedule schedule) {
        var there = account.find(Schedule.class, schedule.key());
        if (there.isPresent() && !there.get().equals(schedule)) {
            throw new AwsError(409, "ConflictException", "Schedule " + schedule.name() + " already exists.");
        }
        if (there.isEmpty()) {
            account.change("schedule", schedule);
        }
        return Json.obj()
                .with(
                        "ScheduleArn",
                        AwsStandIn.arn("scheduler", "schedule/" + schedule.group() + "/" + schedule.name()))
                .text();
    }

    private static void target(AwsCall call) {
        try {
            var json = call.json();
            check("target.roleArn", ROLE, json.at("Target", "RoleArn").text());
            check(
                    "target.arn",
                    Pattern.compile("arn:.+"),
                    json.at("Target", "Arn").text());
            check(
                    "flexibleTimeWindow.mode",
                    Pattern.compile("OFF"),
                    json.at("FlexibleTimeWindow", "Mode").text());
        } catch (JsonException e) {
            throw new AwsError(400, "ValidationException", e.getMessage());
        }
    }

    private static void check(String field, Pattern form, String value) {
        if (!form.matcher(value).matches()) {
            throw new AwsError(
                    400,
                    "ValidationException",
                    "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
                            .formatted(field, form));
        }
    }
}
