package io.nightshift.local.host;

import io.nightshift.core.json.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * Closes connections whose request is not complete in time: Jetty's own idle timeout restarts with each byte, so a slow
 * sender would stay. At the limit of open connections, the one that has waited longest for its request is closed, so silent
 * connections cannot keep others out. A connection whose request is complete is never closed here.
 */
final class ConnectionLimits implements Connection.Listener {

    private static final long LOG_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final HttpLimits limits;
    private final Consumer<Json.Obj> reached;
    private final Set<EndPoint> open = new HashSet<>();

    /** The connections without a complete request, each with its deadline; the one that has waited longest comes first. */
    private final Map<EndPoint, Long> waiting = new LinkedHashMap<>();

    private Optional<Long> logged = Optional.empty();
    private int closed;

    /** @param reached receives the log details when the limit of connections is reached, at most once a minute */
    ConnectionLimits(HttpLimits limits, Consumer<Json.Obj> reached) {
        this.limits = limits;
        this.reached = reached;
    }

    @Override
    public void onOpened(Connection connection) {
        var endPoint = connection.getEndPoint();
        admit(endPoint).ifPresent(EndPoint::close);
    }

    /** @return the connection to close */
    private synchronized Optional<EndPoint> admit(EndPoint endPoint) {
        open.add(endPoint);
        var oldest = waiting.keySet().stream().findFirst();
        waitsFor(endPoint, System.nanoTime(), limits.headers());
        return open.size() > limits.connections() ? Optional.of(evict(oldest.orElse(endPoint))) : Optional.empty();
    }

    private EndPoint evict(EndPoint endPoint) {
        forget(endPoint);
        closed++;
        long now = System.nanoTime();
        if (logged.filter(last -> now - last < LOG_EVERY).isEmpty()) {
            logged = Optional.of(now);
            reached.accept(Json.obj().with("limit", limits.connections()).with("closed", closed));
        }
        return endPoint;
    }

    @Override
    public void onClosed(Connection connection) {
        forget(connection.getEndPoint());
    }

    private synchronized void forget(EndPoint endPoint) {
        open.remove(endPoint);
        waiting.remove(endPoint);
    }

    /** The headers are complete. */
    synchronized void onHeaders(EndPoint endPoint, long requestBegan) {
        waitsFor(endPoint, requestBegan, limits.request());
    }

    /** The request is complete, or its rest is not read. */
    synchronized void onRequest(EndPoint endPoint) {
        waiting.remove(endPoint);
    }

    /** The response is sent; the next request may come. */
    synchronized void onAnswer(EndPoint endPoint) {
        waitsFor(endPoint, System.nanoTime(), limits.headers());
    }

    private void waitsFor(EndPoint endPoint, long since, Duration most) {
        waiting.remove(endPoint);
        if (open.contains(endPoint)) {
            waiting.put(endPoint, since + most.toNanos());
        }
    }

    /** Runs several times within the shortest of the limits. */
    void closeLate() {
        late(System.nanoTime()).forEach(EndPoint::close);
    }

    private synchronized List<EndPoint> late(long now) {
        return waiting.entrySet().stream()
                .filter(each -> each.getValue() - now < 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
