package io.nightshift.local.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.policy.BackupsSection;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.cost.policy.CostsSection;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.policy.PolicySection;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Shape;
import io.nightshift.promotion.policy.PromotionSection;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.rotation.policy.SecretsSection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Policies with the sections of every function; queries and settings of targets are not checked. */
final class FullPolicies {

    /** The smallest valid rule, to which a test adds its own lines. */
    static final String RULE = """
            version: 1
            rules:
              - name: web
                match: {}
                ladder: [{action: reboot-instance}]
            """;

    static final List<PolicySection> SECTIONS = List.of(
            new RulesSection(Remediation.CATALOGUE),
            new PromotionSection(),
            new SecretsSection(),
            new BackupsSection(),
            new CostsSection());

    static final PolicyParser PARSER = new PolicyParser(SECTIONS);

    static final Shape.Table SHAPE = PolicyShape.policy(SECTIONS);

    private FullPolicies() {}

    static Parsed parse(String yaml) {
        return PARSER.parse(yaml);
    }

    static Policy valid(String yaml) {
        var parsed = parse(yaml);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) parsed).policy();
    }

    static List<String> warnings(String yaml) {
        var parsed = parse(yaml);
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid) parsed)
                .warnings().stream().map(PolicyProblem::toString).toList();
    }

    static List<String> problems(String yaml) {
        var parsed = parse(yaml);
        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        return ((Parsed.Invalid) parsed)
                .problems().stream().map(PolicyProblem::toString).toList();
    }

    static Path docs() {
        return Path.of(System.getProperty("nightshift.root", "../..")).resolve("docs");
    }

    static String doc(String name) {
        try {
            return Files.readString(docs().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Signal alarm(String name) {
        var subject = new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.EC2_INSTANCE, "i-0abc");
        var header = new Signal.Header(
                new SignalId("1"), "aws.cloudwatch", Instant.parse("2026-11-20T03:00:00Z"), subject, Map.of());
        return new Signal.Alarm(header, name, name, AlarmState.FIRING, "", "");
    }
}
