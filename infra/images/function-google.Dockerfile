# A function of Nightshift for Cloud Run: Google's functions framework on a Java runtime, not as root.
#   mvn -B -ntp -DskipTests package -pl functions/remediation/gcp -am
#   docker build -f infra/images/function-google.Dockerfile .
# For promotion build functions/promotion/entry-gcp, and give
#   --build-arg FUNCTION=promotion --build-arg MODULE=functions/promotion/entry-gcp
# and for rotation functions/rotation/gcp, for cost functions/cost-anomaly/entry-gcp, for chatops functions/chatops/entry-gcp, likewise.
#
# The base by digest: eclipse-temurin:25-jre, seen in public repositories and not checked against the registry. Renew it:
#   docker buildx imagetools inspect eclipse-temurin:25-jre --format '{{.Manifest.Digest}}'

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539 AS layout
ARG MODULE=functions/remediation/gcp
WORKDIR /build
COPY ${MODULE}/target built/
COPY infra/images/health infra/images/start-google image/
RUN mkdir -p /app/lib /app/runtime \
    && cp built/nightshift-*.jar built/function/lib/*.jar /app/lib/ \
    && cp built/function/runtime/*.jar /app/runtime/ \
    && cp image/health image/start-google /app/ \
    && chmod 0555 /app/health /app/start-google \
    && chmod -R a+rX,go-w /app

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539
ARG FUNCTION=remediation
ENV FUNCTION=${FUNCTION} \
    JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxRAMPercentage=75" \
    PORT=8080
COPY --from=layout /app /app
# An AOT cache of one start: without it the image works, and starts slower.
RUN /app/start-google --train && chmod 0444 /app/nightshift.aot
USER 10001:10001
EXPOSE 8080
# Cloud Run ignores this and uses its own probes; other hosts use it.
HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD /app/health /health
ENTRYPOINT ["/app/start-google"]
