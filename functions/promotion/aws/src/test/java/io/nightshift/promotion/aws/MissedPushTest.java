package io.nightshift.promotion.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer;
import io.nightshift.core.decode.Image;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.digest.DigestActor;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.sweep.ImageStatus;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import io.nightshift.promotion.sweep.RegistrySweep;
import io.nightshift.promotion.sweep.RegistrySweep.Swept;
import io.nightshift.promotion.sweep.SweptService;
import io.nightshift.promotion.target.TargetPlatforms;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A push to ECR whose event was lost, and an alias of Lambda that does not have it: found by the real clients. */
final class MissedPushTest {

    private static final Instant NIGHT = Instant.parse("2026-11-21T03:00:00Z");
    private static final String IMAGE = PromotionStandIn.REGISTRY + "/shop";
    private static final String OLD = "sha256:" + "a".repeat(64);
    private static final String NEW = "sha256:" + "b".repeat(64);

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final VirtualTime time = new VirtualTime(NIGHT);
    private final InMemoryLedger ledger = new InMemoryLedger();

    @AfterEach
    void close() {
        cloud.close();
    }

    /** One service; what is begun of it ends at once, as its plan has no stage. */
    private record OneService() implements Rules {
        @Override
        public String hash() {
            return "policy";
        }

        @Override
        public List<Route> route(Signal signal) {
            return List.of(new Route("shop", "", PromotionPlaybook.NAME, Json.obj()));
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return Optional.of(GuardrailSettings.DEFAULT);
        }
    }

    private void push(String digest, int minute, String tag) {
        cloud.aws.place(new StoredImage("shop", digest, List.of(tag), NIGHT.plusSeconds(60L * minute), "{}", "ACTIVE"));
    }

    private void serves(String digest) {
        cloud.aws.place(
                new Function("shop", "Active", List.of("9"), Map.of()),
                new Alias("shop", "live", "9", Map.of(), "rev-a"),
                FunctionCode.ready("shop", "9", IMAGE + "@" + digest),
                FunctionCode.ready("shop", "$LATEST", IMAGE + "@" + digest));
    }

    private Swept sweep() throws JsonException {
        var aws = new AwsPromotions(cloud.regions, time);
        var digests = new DigestLedger(ledger, time, "policy");
        var observers = new ArrayList<Observer>(aws.observers());
        observers.add(new TargetPlatforms(aws.platforms(), digests));
        observers.add(new DigestActor(digests));
        var ports = Ports.of(ledger, time, new OneService(), time)
                .function(new FunctionModule(new PromotionPlaybook(), Promotions.CATALOGUE))
                .adapters(new Adapters(List.of(), observers))
                .build();
        var target = new PromotionTarget(PromotionStandIn.resource(Kinds.LAMBDA_FUNCTION, "shop:live"), Json.obj());
        var service = new SweptService(
                "shop", Image.of(View.of(Json.of(IMAGE)), IMAGE), Glob.of("v*").orElseThrow(), List.of(target));
        return new RegistrySweep(ports, new Engine(ports), List.of(service))
                .sweep()
                .getFirst();
    }

    private ImageStatus stock() throws JsonException {
        return sweep().stock();
    }

    @Test
    void isBegunOnce() throws JsonException {
        serves(OLD);
        push(OLD, 1, "v1");
        push(NEW, 2, "v2");
        var swept = sweep();
        assertThat(swept.stock().standing()).as(swept.stock().because()).isEqualTo(Standing.MISSED);
        assertThat(swept.stock().serving())
                .containsExactly(new ImageStatus.Serving("lambda:function/shop:live", OLD, 0, ""));
        assertThat(swept.handled()).isPresent();
        assertThat(stock().standing()).isEqualTo(Standing.KNOWN);
        assertThat(ledger.runs(Optional.empty(), 10).items())
                .filteredOn(run -> run.rule().equals("shop"))
                .hasSize(1);
    }

    @Test
    void isNoneWhereTheAliasHasIt() throws JsonException {
        serves(NEW);
        push(OLD, 1, "v1");
        push(NEW, 2, "v2");
        assertThat(stock().standing()).isEqualTo(Standing.DEPLOYED);
    }

    @Test
    void isNoneWhereTheAliasHasSomethingNewer() throws JsonException {
        serves(NEW);
        push(OLD, 1, "v1");
        push(NEW, 2, "hotfix");
        assertThat(stock().standing()).isEqualTo(Standing.OLDER);
    }

    @Test
    void isNotGuessedWhereAServiceCannotBeAsked() throws JsonException {
        serves(OLD);
        push(OLD, 1, "v1");
        push(NEW, 2, "v2");
        cloud.aws.fail("GetAlias", new AwsFault.Denied());
        assertThat(stock().standing()).isEqualTo(Standing.UNSEEN);
        cloud.aws.fail("DescribeImages", new AwsFault.Denied());
        assertThat(stock().standing()).isEqualTo(Standing.UNSEEN);
        assertThat(stock().standing()).isEqualTo(Standing.MISSED);
    }
}
