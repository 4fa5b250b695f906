package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ApiExceptionFactory;
import com.google.api.gax.rpc.StatusCode;
import io.grpc.Status;
import io.nightshift.core.act.Problem;
import java.net.ConnectException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The problems behind gRPC errors: https://cloud.google.com/apis/design/errors. */
final class GcpErrorsTest {

    private static final Set<StatusCode.Code> REFUSED =
            EnumSet.of(StatusCode.Code.RESOURCE_EXHAUSTED, StatusCode.Code.ABORTED);

    private static final Set<StatusCode.Code> UNCERTAIN = EnumSet.of(
            StatusCode.Code.UNAVAILABLE,
            StatusCode.Code.DEADLINE_EXCEEDED,
            StatusCode.Code.INTERNAL,
            StatusCode.Code.UNKNOWN,
            StatusCode.Code.CANCELLED,
            StatusCode.Code.DATA_LOSS);

    private static ApiException error(Throwable cause, Status.Code code) {
        return ApiExceptionFactory.createException(cause, GrpcStatusCode.of(code), false);
    }

    private static ApiException error(String message, Status.Code code) {
        return error(code.toStatus().withDescription(message).asRuntimeException(), code);
    }

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void tellsWhetherItMayHaveHappenedAndWhetherToTryAgain(Status.Code status) {
        var problem = GcpErrors.whileChanging(error("canary-4711", status));
        var code = StatusCode.Code.valueOf(status.name());

        assertThat(problem)
                .isEqualTo(new Problem(
                        code.name(),
                        "Google Cloud answered " + code,
                        REFUSED.contains(code) || UNCERTAIN.contains(code),
                        UNCERTAIN.contains(code)));
        assertThat(GcpErrors.whileReading(error("canary-4711", status)))
                .isEqualTo(new Problem(problem.code(), problem.message(), problem.retryable(), false));
    }

    @Test
    void whatNeverConnectedDidNotHappen() {
        var lost = Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new ConnectException("canary-4711"))
                .asRuntimeException();

        assertThat(GcpErrors.whileChanging(error(lost, Status.Code.UNAVAILABLE)))
                .isEqualTo(Problem.transientFault("NoConnection", "no connection to Google Cloud could be opened"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Permission 'run.services.update' denied on resource canary-4711, run.services.update",
                "Required 'compute.instances.get' permission for 'projects/canary', compute.instances.get",
                "lacks IAM permission \"cloudtasks.tasks.create\" for \"projects/canary\", cloudtasks.tasks.create",
                "lacks IAM permission \"iam.serviceAccounts.actAs\" on canary, iam.serviceAccounts.actAs"
            })
    void namesThePermissionThatIsMissingAndNothingElseOfTheMessage(String message, String permission) {
        assertThat(GcpErrors.whileChanging(error(message, Status.Code.PERMISSION_DENIED))
                        .message())
                .isEqualTo("Google Cloud answered PERMISSION_DENIED; it needs the permission " + permission);
    }

    @ParameterizedTest
    @CsvSource({"canary.4711.x", "'canary'", "\"canary-a.b.c\"", "denied on canary.example.com"})
    void takesNothingElseForAPermission(String message) {
        assertThat(GcpErrors.whileChanging(error(message, Status.Code.PERMISSION_DENIED))
                        .message())
                .isEqualTo("Google Cloud answered PERMISSION_DENIED");
    }
}
