package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.AwsThing.Schedule;

/** @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/">EventBridge Scheduler REST API</a> */
final class SchedulerDesk implements Desk {

    @Override
    public String answer(AwsCall call, Account account) {
        if (!call.operation().equals("CreateSchedule")) {
            throw Desk.unknown(call);
        }
        for (var name : new String[] {"ScheduleExpression", "FlexibleTimeWindow", "Target"}) {
            if (!call.json().at(name).exists()) {
                throw AwsError.missing(call, name);
            }
        }
        var group = call.optionalText("GroupName").orElse("default");
        var schedule = new Schedule(group, call.required("Name"), call.body().text());
        if (account.find(Schedule.class, schedule.key()).isPresent()) {
            throw new AwsError(409, "ConflictException", "Schedule " + schedule.name() + " already exists.");
        }
        account.change("schedule", schedule);
        return Json.obj()
                .with("ScheduleArn", AwsStandIn.arn("scheduler", "schedule/" + group + "/" + schedule.name()))
                .text();
    }
}
