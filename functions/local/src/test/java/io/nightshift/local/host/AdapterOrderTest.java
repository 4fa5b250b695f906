package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.ProjectObserver;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.promotion.action.TargetKinds;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdapterOrderTest {

    private static final Map<String, Resource> SUBJECTS = Map.of(
            "ecr",
            new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.IMAGE_REPOSITORY, "shop/web"),
            "ghcr",
            new Resource(Origin.NOWHERE, Resource.Kinds.IMAGE_REPOSITORY, "ghcr.io/shop/web"),
            "nginx",
            new Resource(Origin.NOWHERE, TargetKinds.NGINX_UPSTREAM, "shop"),
            "run",
            new Resource(Origin.gcp("shop-prod", "europe-west1"), Resource.Kinds.RUN_SERVICE, "web"),
            "job",
            new Resource(Origin.gcp("shop-prod", "europe-west1"), "run:job", "smoke"));

    private static Resource subject(String name) {
        return Optional.ofNullable(SUBJECTS.get(name)).orElseThrow();
    }

    @TempDir
    private Path folder;

    private List<Observer> observers() throws Exception {
        var policy = ((Parsed.Valid) Functions.PARSER.parse("{version: 1, rules: []}")).policy();
        var settings = HostSettings.serving(
                Functions.ALL,
                Map.of(
                        "NIGHTSHIFT_AWS_ACCOUNT", "111122223333",
                        "NIGHTSHIFT_AWS_REGIONS", "eu-central-1",
                        "NIGHTSHIFT_AWS_ENDPOINT", "http://127.0.0.1:1",
                        "NIGHTSHIFT_GCP_PROJECTS", "shop-prod,shop-data",
                        "NIGHTSHIFT_GCP_ENDPOINT", "http://127.0.0.1:1",
                        "NIGHTSHIFT_GCP_GRPC_ENDPOINT", "http://127.0.0.1:1",
                        "NIGHTSHIFT_NGINX_FOLDER", folder.toString(),
                        "NIGHTSHIFT_PROMETHEUS_URL", "http://127.0.0.1:1"),
                policy);
        var log = new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var host = new FunctionHost(Clock.systemUTC(), log);
        var ledger = new InMemoryLedger();
        return LocalHost.ports(Functions.ALL, ledger, (run, name, at) -> {}, settings, host)
                .observers();
    }

    private static String name(Observer observer) {
        return observer instanceof ProjectObserver<?> projects
                ? own(projects)
                : observer.getClass().getSimpleName();
    }

    /** The observer that it is in every project. */
    private static <T> String own(ProjectObserver<T> projects) {
        return projects.part().apply(projects.adapters().own()).getClass().getSimpleName();
    }

    /** The engine asks the first that can answer: who knows most goes before who answers for all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image | ecr | {} | EcrObserver",
                "image | ghcr | {} | ImageObserver",
                "gate | ecr | {\"gate\": {\"kind\": \"scan\", \"source\": \"inspector\"}} | EcrObserver",
                "gate | ecr | {\"gate\": {\"kind\": \"scan\", \"source\": \"report\"}} | ScanReportGate",
                "gate | ghcr | {\"gate\": {\"kind\": \"scan\", \"source\": \"artifact-analysis\"}} | ArtifactScanGate",
                "gate | ecr | {\"gate\": {\"kind\": \"signature\"}} | SignatureGate",
                "gate | ecr | {\"gate\": {\"kind\": \"age\"}} | AgeGate",
                "gate | ecr | {\"gate\": {\"kind\": \"incident\"}} | IncidentGate",
                "gate | ecr | {\"gate\": {\"kind\": \"error-budget\", \"source\": \"prometheus\"}} | ErrorBudgetGate",
                "preflight | nginx | {} | TargetPlatforms",
                "preflight | run | {} | TargetPlatforms",
                "check | nginx | {\"check\": {\"http\": {\"url\": \"http://127.0.0.1:{port}/healthz\"}}} | VersionCheck",
                "check | nginx | {\"check\": {\"http\": {\"url\": \"https://shop.example/\"}}} | HttpCheck",
                "analysis | nginx | {\"source\": \"nginx\", \"metrics\": [{\"source\": \"nginx\"}]} | NginxMetrics",
                "analysis | nginx | {\"source\": \"prometheus\", \"metrics\": [{\"source\": \"prometheus\"}]} | AnalysisObserver",
                "analysis | run | {\"source\": \"cloud-monitoring\", \"metrics\": [{\"source\": \"cloud-monitoring\"}]} | TimeSeriesObserver",
                "alarms | run | {\"alarms\": [{\"source\": \"cloud-monitoring\", \"name\": \"web\"}]} | AlertPolicyObserver",
                "job | job | {} | RunVerificationJobs"
            })
    void eachQuestionGoesToWhoKnowsMostOfIt(String name, String subject, String with, String first) throws Exception {
        var query = new Query(name, subject(subject), (Json.Obj) Json.parse(with));
        var answering = observers().stream()
                .filter(observer -> observer.observes(query))
                .map(AdapterOrderTest::name)
                .toList();
        assertThat(answering).first().isEqualTo(first);
        assertThat(answering).doesNotHaveDuplicates();
    }
}
