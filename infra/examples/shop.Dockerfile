# The shop of infra/examples, for Compose, Kubernetes, ECS and Cloud Run.
#   infra/examples/build-shop [TAG] [google]
#
# The base by digest: see infra/images/serve.Dockerfile.

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539
COPY functions/demo/target/shop-lib /app/lib
# Agents do nothing until JAVA_TOOL_OPTIONS names them.
COPY functions/demo/target/shop-agent/opentelemetry-javaagent.jar /app/agent/opentelemetry-javaagent.jar
COPY functions/demo/target/shop-agent/shop-google-auth.jar /app/agent/google-auth.jar
# Empty but for Google Cloud: build-shop TAG google.
COPY functions/demo/target/shop-profiler /app/profiler
COPY infra/images/health /app/health
RUN chmod -R a+rX,go-w /app && chmod 0555 /app/health
ENV PORT=8080
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
# Kubernetes, Cloud Run and Lambda ignore this and use their own probes.
HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD ["/app/health", "/health"]
# A recording of the last hour is written when the process ends by an error: jcmd 1 JFR.dump writes it at any time.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:StartFlightRecording=maxage=1h,maxsize=50m,dumponexit=true,filename=/tmp/shop.jfr", "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/lib/*", "io.nightshift.demo.shop.ShopService"]
