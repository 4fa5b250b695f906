package io.nightshift.local.cli;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.PromotionModule;
import io.nightshift.sql.SqlLedger;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Promotions of a service in a ledger on disk, each of which waits for the approval of its stage. */
final class ShopWeb {

    static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web";
    static final String DIGEST = "sha256:" + "9f86d081".repeat(8);

    /** What a policy has to have for it; needs a group sre. */
    static final String PROMOTIONS = """
            promotions:
              shop-web:
                image: %s
                tags: "v*"
                newer: queue
                stages:
                  - name: prod
                    approval: {approvers: sre}
                    targets: [{kind: "ecs:service", name: prod/web}]
            """.formatted(IMAGE);

    private final String ledger;
    private final String policy;

    ShopWeb(String ledger, String policy) {
        this.ledger = ledger;
        this.policy = policy;
    }

    /** A world in which every image is there and every target is ready. */
    private record Ready() implements Observer {
        @Override
        public boolean observes(Query query) {
            return List.of(PromotionQueries.IMAGE, PromotionQueries.PREFLIGHT).contains(query.name());
        }

        @Override
        public Observed observe(Query query) {
            return new Observed.Seen(
                    Health.WELL,
                    Json.obj().with("digest", DIGEST).with("percent", 0).with("baseline", Json.obj()));
        }
    }

    /** The id of the run of a push, which waits for an answer. */
    String waits() {
        try (var open = SqlLedger.open(ledger)) {
            var header = new Signal.Header(
                    new SignalId("push"),
                    "aws.ecr",
                    Instant.parse("2026-11-20T03:00:00Z"),
                    new Resource(
                            Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.IMAGE_REPOSITORY, "shop/web"),
                    Map.of());
            return engine(open)
                    .handle(new Signal.ImagePush(header, IMAGE, DIGEST, "v1.4.2"))
                    .getFirst()
                    .run()
                    .orElseThrow()
                    .value();
        }
    }

    void quarantine(String digest) {
        try (var open = SqlLedger.open(ledger)) {
            new DigestLedger(open, Clock.systemUTC(), "").quarantine(IMAGE, digest, "alarm web-5xx fires");
        }
    }

    boolean isQuarantined(String digest) {
        try (var open = SqlLedger.open(ledger)) {
            return new DigestLedger(open, Clock.systemUTC(), "")
                    .quarantined(IMAGE, digest)
                    .isPresent();
        }
    }

    private Engine engine(Ledger open) {
        var log = new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var host = new FunctionHost(Clock.systemUTC(), log);
        var rules = new PolicyRules(new PolicyFile(Functions.PARSER).valid(policy, InputFiles.read(Path.of(policy))));
        return new Engine(Ports.of(open, (run, name, at) -> {}, rules, host)
                .function(PromotionModule.MODULE)
                .adapters(Adapters.NONE.with(new Ready()))
                .build());
    }
}
