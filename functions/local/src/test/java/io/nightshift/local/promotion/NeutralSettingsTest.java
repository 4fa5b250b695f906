package io.nightshift.local.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.local.Functions;
import io.nightshift.local.host.HostSettings;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.promotion.neutral.gate.ReportStore;
import io.nightshift.promotion.neutral.registry.Logins.Login;
import io.nightshift.promotion.policy.PromotionSection;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.sandbox.registry.Signer;
import io.nightshift.web.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** nginx, registries, keys, reports and Prometheus by variables. */
final class NeutralSettingsTest {

    private static final Policy NO_PROMOTIONS = policy("");

    private static final String SHOP = """
            promotions:
              shop:
                image: registry.example/shop
                gates:
                  - {kind: signature, key: shop.pem}
                  - {kind: signature, key-from-env: SHOP_KEY}
                  - {kind: scan, source: report, report: "{hex}.json", at-most: {critical: 0}}
                stages:
                  - name: prod
                    targets: [{kind: "nginx:upstream", name: shop, with: {command: "shop {port}"}}]
                    strategy: {kind: all-at-once}
                    analysis: {metrics: [{name: errors, source: prometheus, query: errors, max: 1}]}
            """;

    @TempDir
    private Path folder;

    private static Policy policy(String promotions) {
        var unchecked = new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE), new PromotionSection()));
        return ((Parsed.Valid) unchecked.parse("version: 1\nrules: []\n" + promotions)).policy();
    }

    private static HostSettings read(Map<String, String> environment) throws HostSettings.Invalid {
        return HostSettings.read(Functions.ALL, environment, NO_PROMOTIONS);
    }

    private static NeutralSettings open(Map<String, String> environment) throws HostSettings.Invalid {
        return read(environment).own(PromotionSettings.class).open();
    }

    private Map<String, String> all() throws Exception {
        Files.writeString(folder.resolve("shop.pem"), Signer.ecdsa().pem());
        var environment = new HashMap<String, String>();
        environment.put("NIGHTSHIFT_KEYS_FOLDER", folder.toString());
        environment.put("NIGHTSHIFT_REPORTS_FOLDER", folder.toString());
        environment.put("NIGHTSHIFT_NGINX_FOLDER", folder.toString());
        environment.put("NIGHTSHIFT_PROMETHEUS_URL", "https://prometheus.example/base");
        environment.put("NIGHTSHIFT_PROMETHEUS_TOKEN", "canary-of-the-token");
        environment.put("SHOP_KEY", Signer.ecdsa().pem());
        return environment;
    }

    @Test
    void readsAllOfItAndShowsNoSecret() throws Exception {
        var environment = all();
        var file = Files.writeString(
                folder.resolve("config.json"),
                "{\"auths\": {\"ghcr.io\": {\"username\": \"shop\", \"password\": \"canary-of-the-login\"}}}");
        environment.put("NIGHTSHIFT_REGISTRY_LOGINS", file.toString());
        environment.put("NIGHTSHIFT_PLAIN_HOSTS", "localhost:5000,registry.lan");
        environment.put("NIGHTSHIFT_NGINX_PROGRAM", "/opt/nginx");
        var settings = HostSettings.serving(Functions.ALL, environment, policy(SHOP));
        var open = settings.own(PromotionSettings.class).open();
        assertThat(open.plain()).containsExactlyInAnyOrder("localhost:5000", "registry.lan");
        assertThat(open.logins().orElseThrow().of("ghcr.io")).contains(new Login("shop", "canary-of-the-login"));
        assertThat(open.keys().file("shop.pem")).isPresent();
        assertThat(open.keys().variable("SHOP_KEY")).isPresent();
        assertThat(open.keys().variable("NIGHTSHIFT_PROMETHEUS_TOKEN")).isEmpty();
        assertThat(open.prometheus().orElseThrow().token()).contains("canary-of-the-token");
        assertThat(settings.own(PromotionSettings.class).nginx())
                .contains(new LocalNginxSettings(folder, "/opt/nginx", "nginx.conf"));
        assertThat(settings.toString()).doesNotContain("canary", "BEGIN PUBLIC KEY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NIGHTSHIFT_REGISTRY_LOGINS | /canary/none.json | NIGHTSHIFT_REGISTRY_LOGINS: it cannot be read",
                "NIGHTSHIFT_PLAIN_HOSTS | http://canary | NIGHTSHIFT_PLAIN_HOSTS is not right; expected hosts",
                "NIGHTSHIFT_KEYS_FOLDER | /canary | NIGHTSHIFT_KEYS_FOLDER is not right; expected the path of a folder",
                "NIGHTSHIFT_REPORTS_FOLDER | /canary | NIGHTSHIFT_REPORTS_FOLDER is not right; expected the path",
                "NIGHTSHIFT_NGINX_FOLDER | /canary | NIGHTSHIFT_NGINX_FOLDER is not right; expected the path",
                "NIGHTSHIFT_NGINX_PROGRAM | canary | NIGHTSHIFT_NGINX_FOLDER is missing",
                "NIGHTSHIFT_PROMETHEUS_URL | http://canary@there.example | NIGHTSHIFT_PROMETHEUS_URL is not right",
                "NIGHTSHIFT_PROMETHEUS_URL | ftp://canary.example | NIGHTSHIFT_PROMETHEUS_URL is not right",
                "NIGHTSHIFT_PROMETHEUS_TOKEN | canary | NIGHTSHIFT_PROMETHEUS_URL is missing",
                "NIGHTSHIFT_PROMETHEUS_TOKEN | can ary | NIGHTSHIFT_PROMETHEUS_TOKEN is not right",
                "NIGHTSHIFT_PROMETEUS_URL | canary | did you mean `NIGHTSHIFT_PROMETHEUS_URL`"
            })
    void whatIsWrongNamesTheVariableAndNoValue(String variable, String value, String problem) {
        assertThatThrownBy(() -> read(Map.of(variable, value)))
                .isInstanceOf(HostSettings.Invalid.class)
                .hasMessageContaining(problem)
                .hasMessageNotContainingAny("canary", "can ary");
    }

    @Test
    void aTokenGoesByTlsOrToAHostThatIsNamed() throws Exception {
        var clear = Map.of(
                "NIGHTSHIFT_PROMETHEUS_URL", "http://prometheus.lan:9090", "NIGHTSHIFT_PROMETHEUS_TOKEN", "canary");
        assertThatThrownBy(() -> read(clear))
                .hasMessageContaining("NIGHTSHIFT_PROMETHEUS_URL has no TLS")
                .hasMessageNotContaining("canary");
        var named = new HashMap<>(clear);
        named.put("NIGHTSHIFT_PLAIN_HOSTS", "prometheus.lan:9090");
        assertThat(open(named).prometheus()).isPresent();
        assertThat(open(Map.of("NIGHTSHIFT_PROMETHEUS_URL", "http://prometheus.lan:9090"))
                        .prometheus())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prometheus | NIGHTSHIFT_PROMETHEUS_URL is missing; alarms of shop are in Prometheus: expected its URL",
                "cloudwatch | NIGHTSHIFT_AWS_ACCOUNT is missing; alarms of shop are in CloudWatch: expected the account",
                "cloud-monitoring | NIGHTSHIFT_GCP_PROJECTS is missing; alarms of shop are in Cloud Monitoring: expected"
            })
    void alarmsNeedAConnectionToTheirSource(String source, String problem) {
        var alarmed = SHOP.substring(0, SHOP.indexOf("analysis:")) + "analysis: {alarms: [{source: " + source
                + ", name: WebErrors}]}\n";
        assertThatThrownBy(() -> HostSettings.serving(Functions.ALL, Map.of(), policy(alarmed)))
                .hasMessageContaining(problem);
    }

    @Test
    void whoServesIsToldAtTheStartWhatThePolicyAsksAndNoVariableGives() throws Exception {
        assertThatThrownBy(() -> HostSettings.serving(Functions.ALL, Map.of(), policy(SHOP)))
                .hasMessageContaining("NIGHTSHIFT_NGINX_FOLDER is missing; a target of shop")
                .hasMessageContaining("NIGHTSHIFT_PROMETHEUS_URL is missing; numbers of shop")
                .hasMessageContaining("NIGHTSHIFT_REPORTS_FOLDER is missing; a scan report of shop")
                .hasMessageContaining("NIGHTSHIFT_KEYS_FOLDER is missing; the key of a signature gate of shop")
                .hasMessageContaining("SHOP_KEY is missing; a signature gate of shop");
        assertThat(HostSettings.read(Functions.ALL, Map.of(), policy(SHOP))
                        .own(PromotionSettings.class)
                        .nginx())
                .isEmpty();
        assertThat(HostSettings.serving(Functions.ALL, all(), policy(SHOP))
                        .own(PromotionSettings.class)
                        .nginx())
                .isPresent();
    }

    @Test
    void aKeyThatCannotBeUsedIsToldAtTheStart() throws Exception {
        var environment = all();
        environment.put("SHOP_KEY", "canary");
        Files.writeString(
                folder.resolve("shop.pem"), "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----");
        assertThatThrownBy(() -> HostSettings.serving(Functions.ALL, environment, policy(SHOP)))
                .hasMessageContaining("SHOP_KEY is not right: it holds no key")
                .hasMessageContaining("shop.pem: it is a private key")
                .hasMessageNotContainingAny("canary", "Y2FuYXJ5");
        Files.delete(folder.resolve("shop.pem"));
        assertThatThrownBy(() -> HostSettings.serving(Functions.ALL, environment, policy(SHOP)))
                .hasMessageContaining(
                        "NIGHTSHIFT_KEYS_FOLDER: the key of a signature gate of shop, shop.pem: it is not there");
    }

    @Test
    void aKeyMayBeInAVariableOfNightshift() throws Exception {
        var own = policy(SHOP.replace("SHOP_KEY", "NIGHTSHIFT_SHOP_KEY"));
        var environment = all();
        environment.put("NIGHTSHIFT_SHOP_KEY", environment.remove("SHOP_KEY"));
        assertThat(HostSettings.serving(Functions.ALL, environment, own)
                        .own(PromotionSettings.class)
                        .open()
                        .keys()
                        .variable("NIGHTSHIFT_SHOP_KEY"))
                .isPresent();
    }

    @Test
    void withoutAFolderAReportIsNotSeenAndNoAnswerAboutTheImage() throws Exception {
        var web = new WebClient(Duration.ofSeconds(1), InstantSource.system());
        assertThat(open(Map.of()).kept(web).fetch("shop.json"))
                .isInstanceOfSatisfying(
                        ReportStore.Report.Missed.class,
                        missed -> assertThat(missed.problem().message()).contains("NIGHTSHIFT_REPORTS_FOLDER"));
    }
}
