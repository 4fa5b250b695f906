package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Set;

/**
 * The restore jobs of restore testing plans: items {@code restore-job/ID}. A validation result lets the service delete what it
 * restored; it knows no instances that somebody else put into its cluster.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeRestoreJob.html">AWS Backup:
 *     DescribeRestoreJob</a>
 */
final class FakeBackup implements FakeService {

    private static final String JOB = "restore-job/";
    private static final String DELETION = "DeletionStatus";
    private static final Set<String> RESULTS = Set.of("SUCCESSFUL", "FAILED", "TIMED_OUT");

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "ListRestoreJobs" -> list(call, account).text();
            case "DescribeRestoreJob" -> describe(call, account).text();
            case "PutRestoreValidationResult" -> validate(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static Json.Obj list(AwsCall call, FakeAccount account) {
        call.only("resourceType", "nextToken", "maxResults");
        var type = call.required("resourceType");
        var jobs = account.items(JOB).stream()
                .filter(job -> job.text("ResourceType").equals(type))
                .map(FakeBackup::inside)
                .toList();
        var part = ReplyPage.of(jobs, call.optional("nextToken"));
        var page = Json.obj().with("RestoreJobs", Json.arr(List.<Json>copyOf(part.items())));
        return part.next().isPresent() ? page.with("NextToken", part.next().get()) : page;
    }

    private static Json.Obj inside(Item job) {
        return job.values().with("RestoreJobId", job.key().substring(JOB.length()));
    }

    private static Item find(AwsCall call, FakeAccount account) {
        return account.item(JOB + call.required("RestoreJobId"))
                .orElseThrow(() ->
                        new AwsError(400, "ResourceNotFoundException", "Cannot find restore job with the given id"));
    }

    private static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only("RestoreJobId");
        return inside(find(call, account));
    }

    private static String validate(AwsCall call, FakeAccount account) {
        call.only("RestoreJobId", "ValidationStatus", "ValidationStatusMessage");
        var job = find(call, account);
        var status = call.text("ValidationStatus");
        if (!RESULTS.contains(status) && !status.equals("VALIDATING")) {
            throw new AwsError(400, "InvalidParameterValueException", "unknown validation status");
        }
        if (!job.text("Status").equals("COMPLETED") || !job.text(DELETION).isEmpty()) {
            throw new AwsError(400, "InvalidRequestException", "The restore job cannot be validated any more.");
        }
        var answered = job.with("ValidationStatus", status)
                .with(
                        "ValidationStatusMessage",
                        call.optionalText("ValidationStatusMessage").orElse(""));
        account.change("validate", RESULTS.contains(status) ? answered.with(DELETION, "DELETING") : answered);
        return "";
    }

    static void settle(FakeAccount account) {
        account.items(JOB).stream()
                .filter(job -> job.text(DELETION).equals("DELETING"))
                .forEach(job -> account.place(job.with(DELETION, delete(job, account))));
    }

    private static String delete(Item job, FakeAccount account) {
        var arn = job.text("CreatedResourceArn");
        var name = arn.substring(arn.lastIndexOf(':') + 1);
        var cluster = account.item("cluster/" + name);
        if (cluster.isPresent()) {
            if (!cluster.get().texts("members").isEmpty()) {
                return "FAILED";
            }
            account.place(cluster.get().with("Status", "deleting"));
        }
        account.find(Database.class, "database/" + name).ifPresent(database -> account.place(database.in("deleting")));
        return "SUCCESSFUL";
    }
}
