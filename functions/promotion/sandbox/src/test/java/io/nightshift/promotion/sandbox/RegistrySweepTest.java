package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.Image;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Glob;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.sweep.ImageStatus;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.NewestImage.Age;
import io.nightshift.promotion.sweep.NewestImage.Tagged;
import io.nightshift.promotion.sweep.NewestQuery;
import io.nightshift.promotion.sweep.RegistrySweep;
import io.nightshift.promotion.sweep.RegistrySweep.Swept;
import io.nightshift.promotion.sweep.SweptService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The sweep over the real engine: what it begins, and what it leaves alone. */
class RegistrySweepTest {

    private static final String NEW = OneService.digest(2);
    private static final Duration BEFORE = Duration.ofDays(1);

    private final OneService shop = new OneService();
    private final Map<String, Tagged> registry = new LinkedHashMap<>();
    private Age age = Age.PUSHED;
    private int left;

    RegistrySweepTest() {
        shop.registry = this::newest;
    }

    private Observed newest(NewestQuery wanted) {
        if (!wanted.image().name().equals(OneService.IMAGE)) {
            return new Observed.NotSeen(Problem.transientFault("Throttled", "the registry throttles"));
        }
        var ages = new HashMap<String, Instant>();
        registry.values().stream()
                .filter(one -> wanted.against().contains(one.digest()))
                .forEach(one -> one.at().ifPresent(at -> ages.put(one.digest(), at)));
        var found = registry.values().stream()
                .filter(one -> wanted.matches(one.tag()))
                .toList();
        return NewestImage.among(found, age, left, ages);
    }

    private void inRegistry(String tag, String digest, Instant at) {
        registry.put(tag, new Tagged(tag, digest, Optional.of(at)));
    }

    /** What is deployed came yesterday, and something new just now. */
    private void loses(String digest) {
        inRegistry("v1", OneService.OLD, shop.time.instant().minus(BEFORE));
        inRegistry("v2", digest, shop.time.instant());
    }

    private static SweptService service(String image) {
        try {
            return new SweptService(
                    "shop-web",
                    Image.of(View.of(Json.of(image)), image),
                    Glob.of("v*").orElseThrow(),
                    List.of(
                            new PromotionTarget(OneService.EAST, Json.obj()),
                            new PromotionTarget(OneService.WEST, Json.obj())));
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Swept> sweepAll(SweptService... services) {
        return new RegistrySweep(shop.ports, shop.engine, List.of(services)).sweep();
    }

    private ImageStatus sweep() {
        return sweepAll(service(OneService.IMAGE)).getFirst().stock();
    }

    @Test
    void aLostPushIsBegunAndGoesItsWay() throws JsonException {
        loses(NEW);
        var swept = sweepAll(service(OneService.IMAGE)).getFirst();
        assertThat(swept.stock().standing()).isEqualTo(Standing.MISSED);
        assertThat(swept.handled().map(EngineResult::kind)).contains(EngineResult.Kind.STARTED);
        assertThat(shop.story().getFirst()).contains("the sweep: promote " + OneService.IMAGE + ":v2");
        shop.pass(Duration.ofHours(3));
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
        assertThat(shop.share(OneService.WEST, NEW)).isEqualTo(100);
        assertThat(sweep().standing()).isEqualTo(Standing.DEPLOYED);
    }

    @Test
    void theEventThatComesLateAndASecondSweepAreNoSecondPromotion() {
        loses(NEW);
        sweep();
        shop.pass(Duration.ofMinutes(1));
        shop.pushLate(NEW, "v2", Duration.ofMinutes(1));
        assertThat(sweep().standing()).isEqualTo(Standing.KNOWN);
        assertThat(shop.runs()).hasSize(1);
    }

    @Test
    void theSamePushAndTheSweepAfterItAreOnePromotion() {
        loses(NEW);
        shop.push(NEW, "v2");
        var stock = sweep();
        assertThat(stock.standing()).isEqualTo(Standing.KNOWN);
        assertThat(stock.because()).isEqualTo("run " + shop.run().id());
        assertThat(shop.runs()).hasSize(1);
    }

    @Test
    void whatAnotherSweepBeganAndCouldNotNoteIsNoSecondPromotion() {
        loses(NEW);
        var first = new RegistrySweep(shop.ports, shop.engine, List.of(service(OneService.IMAGE)));
        var second = new RegistrySweep(shop.ports, shop.engine, List.of(service(OneService.IMAGE)));
        first.sweep();
        second.sweep();
        assertThat(shop.runs()).hasSize(1);
        assertThat(shop.digests.seenTo("shop-web", OneService.IMAGE)).containsExactly(NEW);
    }

    @Test
    void aVersionThatWentBackIsNotBegunAgain() {
        loses(NEW);
        shop.errors.put(NEW, 0.5);
        sweep();
        shop.pass(Duration.ofHours(1));
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(sweep().standing()).isEqualTo(Standing.QUARANTINED);
        shop.digests.release(OneService.IMAGE, NEW, "alice", "the database was at fault");
        assertThat(sweep().standing()).isEqualTo(Standing.KNOWN);
        assertThat(shop.runs()).hasSize(1);
    }

    @Test
    void somethingOlderThanWhatIsDeployedIsNeverBegun() {
        inRegistry("v2", NEW, shop.time.instant().minus(BEFORE));
        inRegistry("deployed", OneService.OLD, shop.time.instant());
        assertThat(sweep().standing()).isEqualTo(Standing.OLDER);
        inRegistry("deployed", OneService.OLD, shop.time.instant().minus(BEFORE));
        assertThat(sweep().standing()).as("as old as that").isEqualTo(Standing.OLDER);
        assertThat(shop.runs()).isEmpty();
    }

    @Test
    void whatIsDeployedAndGoneFromTheRegistryCannotBeComparedWith() {
        inRegistry("v2", NEW, shop.time.instant());
        var stock = sweep();
        assertThat(stock.standing()).isEqualTo(Standing.UNSEEN);
        assertThat(stock.because()).contains(OneService.OLD).contains("(deleted?)");
        assertThat(shop.runs()).isEmpty();
    }

    @Test
    void anImageThatDoesNotTellItsAgeIsNotBegun() {
        registry.put("v2", new Tagged("v2", NEW, Optional.empty()));
        assertThat(sweep().because()).isEqualTo("it does not tell how old it is");
        inRegistry("v1", OneService.OLD, shop.time.instant());
        assertThat(sweep().because()).isEqualTo("1 of 2 images do not tell how old they are");
        assertThat(shop.runs()).isEmpty();
    }

    @Test
    void ofMoreTagsThanWereLookedAtTheNewestHasToBeTheHighestToo() {
        loses(NEW);
        inRegistry("v10", OneService.digest(3), shop.time.instant().minus(BEFORE));
        left = 300;
        var stock = sweep();
        assertThat(stock.standing()).isEqualTo(Standing.UNSEEN);
        assertThat(stock.because()).startsWith("300 more tags match");
        registry.remove("v10");
        assertThat(sweep().standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    void aHumanWhoAskedForAnotherOneAfterItCameMeantIt() {
        loses(NEW);
        shop.pass(Duration.ofMinutes(5));
        shop.tags.put("v1", OneService.OLD);
        shop.ask("v1");
        shop.pass(Duration.ofHours(3));
        var stock = sweep();
        assertThat(stock.standing()).isEqualTo(Standing.KNOWN);
        assertThat(stock.because()).startsWith("alice asked for another one at ");
        assertThat(shop.runs()).hasSize(1);
    }

    @Test
    void whoAskedBeforeItCameDidNotMeanIt() {
        shop.tags.put("v1", OneService.OLD);
        shop.ask("v1");
        shop.pass(Duration.ofHours(3));
        loses(NEW);
        assertThat(sweep().standing()).isEqualTo(Standing.MISSED);
    }

    @Test
    void whatWasPromotedOnceAndTakenAwayByHandIsLeftAlone() {
        loses(NEW);
        shop.digests.prove("shop-web", OneService.IMAGE, NEW);
        assertThat(sweep().because()).startsWith("it was proven");
        assertThat(shop.runs()).isEmpty();
    }

    @Test
    void whatCannotBeAskedHoldsUpNobodyAndIsTriedAgain() {
        loses(NEW);
        shop.blind.add("preflight");
        var swept = sweepAll(service("registry.example/shop/other"), service(OneService.IMAGE));
        assertThat(swept)
                .extracting(one -> one.stock().because())
                .containsExactly("the registry throttles", OneService.EAST.label() + ": too many looks");
        shop.blind.clear();
        swept = sweepAll(service("registry.example/shop/other"), service(OneService.IMAGE));
        assertThat(swept).extracting(one -> one.stock().standing()).containsExactly(Standing.UNSEEN, Standing.MISSED);
        assertThat(shop.runs()).hasSize(1);
    }

    @Test
    void anEmptyRepositoryIsNothingToWorryAbout() {
        assertThat(sweep().standing()).isEqualTo(Standing.NOTHING);
    }

    @Test
    void itSupersedesWhatIsOlderAsThePushWouldHave() {
        inRegistry("v1", OneService.OLD, shop.time.instant().minus(BEFORE));
        shop.push(OneService.digest(1), "v1.5");
        shop.pass(Duration.ofMinutes(10));
        inRegistry("v2", NEW, shop.time.instant());
        assertThat(sweep().standing()).isEqualTo(Standing.MISSED);
        shop.pass(Duration.ofHours(3));
        assertThat(shop.runs()).hasSize(2);
        assertThat(shop.runs().getFirst().reason()).contains("superseded by " + OneService.IMAGE + ":v2");
        assertThat(shop.share(OneService.EAST, NEW)).isEqualTo(100);
    }

    @Test
    void aBuildThatIsOlderThanThePushBeforeItCountsFromNow() {
        age = Age.BUILT;
        shop.push(OneService.digest(1), "v1.5");
        inRegistry("v1", OneService.OLD, shop.time.instant().minus(BEFORE));
        inRegistry("v2", NEW, shop.time.instant().minus(Duration.ofMinutes(20)));
        shop.pass(Duration.ofMinutes(10));
        sweep();
        shop.pass(Duration.ofHours(3));
        assertThat(shop.share(OneService.EAST, NEW)).isEqualTo(100);
    }

    /** Hours from the first image to each: of those that serve, and of the newest; 6 is one that the registry does not have. */
    @Property(tries = 150)
    void whatIsBegunIsNewerThanAllThatServes(
            @ForAll @IntRange(max = 5) int newest, @ForAll @Size(2) List<@IntRange(max = 6) Integer> serving) {
        var all = serving.stream().allMatch(hours -> hours < newest);
        var world = new RegistrySweepTest();
        assertThat(world.sweep(newest, serving) == Standing.MISSED).isEqualTo(all);
        assertThat(world.shop.runs()).hasSize(all ? 1 : 0);
    }

    private Standing sweep(int newest, List<Integer> serving) {
        var start = shop.time.instant();
        inRegistry("v9", NEW, start.plus(Duration.ofHours(newest)));
        var targets = List.of(OneService.EAST, OneService.WEST);
        for (int i = 0; i < 2; i++) {
            var digest = OneService.digest(10 + i);
            shop.platform.setByHand(targets.get(i), digest);
            if (serving.get(i) < 6) {
                inRegistry("old" + i, digest, start.plus(Duration.ofHours(serving.get(i))));
            }
        }
        return sweep().standing();
    }
}
