package io.nightshift.sandbox.aws;

/** A documented error response; {@link AwsStandIn} writes it in the service's protocol. */
final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int status;
    final String code;
    final String text;

    AwsError(int status, String code, String text) {
        super(code + ": " + text);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    static AwsError missing(AwsCall call, String name) {
        return call.service().equals("ec2")
                ? new AwsError(400, "MissingParameter", "The request must contain the parameter " + name)
                : invalid(call, "1 validation error detected: Value at '" + name + "' must not be null");
    }

    static AwsError invalid(AwsCall call, String text) {
        return switch (call.service()) {
            case "ec2", "rds" -> new AwsError(400, "InvalidParameterValue", text);
            case "ecr" -> new AwsError(400, "InvalidParameterException", text);
            case "lambda", "ecs" ->
                new AwsError(
                        400,
                        "InvalidParameterException"
                                .replace("Exception", call.service().equals("lambda") ? "ValueException" : "Exception"),
                        text);
            default -> new AwsError(400, "ValidationError", text);
        };
    }

    /** @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2's own codes</a> */
    static AwsError throttled(String service) {
        return switch (service) {
            case "ec2" -> new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.");
            case "lambda" -> new AwsError(429, "TooManyRequestsException", "Rate Exceeded.");
            case "ecs", "ecr" -> new AwsError(400, "ThrottlingException", "Rate exceeded");
            case "scheduler" -> new AwsError(429, "ThrottlingException", "Rate exceeded");
            default -> new AwsError(400, "Throttling", "Rate exceeded");
        };
    }

    static AwsError denied(AwsCall call) {
        var text = "User: arn:aws:sts::%s:assumed-role/nightshift is not authorized to perform: %s:%s"
                .formatted(AwsStandIn.ACCOUNT, call.service(), call.operation());
        return switch (call.service()) {
            case "ec2" ->
                new AwsError(403, "UnauthorizedOperation", "You are not authorized to perform this operation. " + text);
            case "lambda" -> new AwsError(403, "AccessDeniedException", text);
            case "ecs", "ecr" -> new AwsError(400, "AccessDeniedException", text);
            case "scheduler" -> new AwsError(403, "AccessDeniedException", text);
            default -> new AwsError(403, "AccessDenied", text);
        };
    }

    static AwsError broken(String service) {
        return switch (service) {
            case "ec2" -> new AwsError(500, "InternalError", "An internal error has occurred");
            case "lambda" ->
                new AwsError(500, "ServiceException", "The AWS Lambda service encountered an internal error.");
            case "ecs", "ecr" -> new AwsError(500, "ServerException", "Service Unavailable. Please try again later.");
            case "scheduler" -> new AwsError(500, "InternalServerException", "Unexpected error encountered.");
            default -> new AwsError(500, "InternalFailure", "We encountered an internal error. Please try again.");
        };
    }
}
