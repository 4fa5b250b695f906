# A function of Nightshift as an image for AWS Lambda: our jar and AWS's runtime interface client on a Java runtime, not as root.
#   mvn -B -ntp -DskipTests package -pl functions/remediation/aws -am
#   docker build -f infra/images/function-aws.Dockerfile --platform linux/arm64 .
#
# The base by digest: eclipse-temurin:25-jre, seen in public repositories and not checked against the registry. Renew it:
#   docker buildx imagetools inspect eclipse-temurin:25-jre --format '{{.Manifest.Digest}}'

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539 AS layout
COPY functions/remediation/aws/target/function/nightshift-remediation.jar /app/lib/
COPY functions/remediation/aws/target/function/runtime/ /app/runtime/
RUN chmod -R a+rX,go-w /app

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539
# Hooks of org.crac are called only with this property (docs/remediation.md, SnapStart).
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"
LABEL com.amazonaws.lambda.feature.snapstart=Allow
COPY --from=layout /app /app
USER 10001:10001
# Lambda knows no health check: it calls the function.
HEALTHCHECK NONE
ENTRYPOINT ["java", "-cp", "/app/lib/*:/app/runtime/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"]
CMD ["io.nightshift.remediation.aws.RemediationHandler"]
