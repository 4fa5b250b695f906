package io.nightshift.promotion.sweep;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.promotion.sweep.ImageStatus.Standing;
import io.nightshift.promotion.sweep.NewestImage.Age;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts promotions of pushes whose event was lost. ECR delivers its events on a best-effort basis, and a webhook
 * only reaches receivers that are listening.
 *
 * <p>It requests each service separately: a push would go to every service of the image, and restart promotions that
 * some of them have finished.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html">AWS: ECR events, best
 *     effort</a>
 */
public final class RegistrySweep {

    /** The requester's name in messages. */
    public static final String BY = "the sweep";

    private final Ports ports;
    private final Engine engine;
    private final List<SweptService> services;
    private final RegistryComparison stocktake;

    public RegistrySweep(Ports ports, Engine engine, List<SweptService> services) {
        this.ports = ports;
        this.engine = engine;
        this.services = List.copyOf(services);
        this.stocktake = new RegistryComparison(ports);
    }

    /**
     * The result for one service.
     *
     * @param handled the engine's result; empty if nothing was missed
     */
    public record Swept(ImageStatus stock, Optional<EngineResult> handled) {}

    /** Makes one pass over all services; if a query or write fails for one, the others still get their turn. */
    public List<Swept> sweep() {
        var swept = new ArrayList<Swept>();
        for (var service : services) {
            swept.add(sweep(service));
        }
        return swept;
    }

    private Swept sweep(SweptService service) {
        var asked = ports.host().instant();
        var stock = stocktake.of(service);
        try {
            return switch (stock.standing()) {
                case MISSED -> begin(service, stock, asked);
                case DEPLOYED, KNOWN -> {
                    seenTo(service, stock);
                    yield new Swept(stock, Optional.empty());
                }
                case NOTHING, QUARANTINED, OLDER, UNSEEN -> new Swept(stock, Optional.empty());
            };
        } catch (LedgerException e) {
            return new Swept(
                    stock.is(Standing.UNSEEN, "the ledger cannot be asked: " + e.getMessage()), Optional.empty());
        }
    }

    private Swept begin(SweptService service, ImageStatus stock, Instant asked) {
        var newest = stock.newest().orElseThrow();
        var handled = engine.handle(request(service, newest, asked)).getFirst();
        return switch (handled.kind()) {
            case STARTED, JOINED, DUPLICATE -> {
                seenTo(service, stock);
                yield new Swept(stock, Optional.of(handled));
            }
            case UNMATCHED, IGNORED, MOVED, BUSY, NOTHING, REFUSED, NOT_FOUND ->
                new Swept(
                        stock.is(Standing.UNSEEN, "it was not begun: " + handled.kind() + " " + handled.detail()),
                        Optional.of(handled));
        };
    }

    /**
     * Creates the request; the same image gets the same request in every sweep. Its time is the time of the push. If
     * only the build time is known, it is the time of the query, because other pushes count by their own time.
     */
    private static Signal.Request request(SweptService service, NewestImage newest, Instant asked) {
        var image = service.image();
        var time = newest.age() == Age.PUSHED ? newest.at().orElse(asked) : asked;
        var header = new Signal.Header(
                new SignalId("sweep " + service.name() + " " + image.name() + "@" + newest.digest()),
                "nightshift.sweep",
                time,
                image.repository(),
                Map.of());
        var what = Json.obj()
                .with("image", image.name())
                .with("digest", newest.digest())
                .with("tag", newest.tag());
        return new Signal.Request(header, service.name(), what, BY);
    }

    /** Remembered longer than runs are kept, so that the image is not reported again after they are deleted. */
    private void seenTo(SweptService service, ImageStatus stock) {
        var image = service.image().name();
        var digest = stock.newest().orElseThrow().digest();
        if (!stocktake.digests().seenTo(service.name(), image).contains(digest)) {
            stocktake.digests().seeTo(service.name(), image, digest);
        }
    }
}
