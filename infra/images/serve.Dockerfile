# nightshift serve: every function in one process, for Kubernetes or a machine. From the archive that distribution/build packs.
#   distribution/build
#   docker build -f infra/images/serve.Dockerfile .
#
# The base by digest: eclipse-temurin:25-jre, seen in public repositories and not checked against the registry. Renew it:
#   docker buildx imagetools inspect eclipse-temurin:25-jre --format '{{.Manifest.Digest}}'

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539 AS unpacked
WORKDIR /build
COPY target/distribution/nightshift-*.tar.gz nightshift.tar.gz
COPY infra/images/health health
RUN mkdir -p /app \
    && tar -xzf nightshift.tar.gz --strip-components=1 -C /app \
    && rm -rf /app/docs /app/events \
    && cp health /app/bin/health \
    && chmod 0555 /app/bin/* \
    && chmod -R a+rX,go-w /app

FROM eclipse-temurin:25-jre@sha256:681c543d6f36c50f45e9b5226930a46203dcfa351d3670e9d0bdf0dabae53539
ENV NIGHTSHIFT_JAVA_HOME=/opt/java/openjdk \
    PORT=8080
COPY --from=unpacked /app /app
USER 10001:10001
WORKDIR /var/lib/nightshift
EXPOSE 8080
# Kubernetes ignores this and uses its own probes; other hosts use it.
HEALTHCHECK --interval=30s --timeout=3s --retries=3 CMD /app/bin/health /healthz
ENTRYPOINT ["/app/bin/nightshift"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
