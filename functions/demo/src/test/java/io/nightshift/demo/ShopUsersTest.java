package io.nightshift.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ShopUsersTest {

    private static final int ASKED = 40;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(ASKED);

    /** One version that fails every fourth time, and another one that does not. */
    private void answer(HttpExchange exchange) throws IOException {
        int number = asked.incrementAndGet();
        exchange.getResponseHeaders().set("X-Version", number % 2 == 0 ? "even" : "odd");
        exchange.sendResponseHeaders(number % 4 == 0 ? 502 : 200, -1);
        exchange.close();
        enough.countDown();
    }

    @Test
    void everyAnswerIsCountedForTheVersionThatGaveIt() throws Exception {
        var shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", this::answer);
        shop.start();
        var url = URI.create("http://127.0.0.1:" + shop.getAddress().getPort() + "/");
        var users = new ShopUsers(url, Duration.ofMillis(1), Clock.systemUTC());
        users.come(3);
        enough.await();
        users.close();
        shop.stop(0);

        var even = users.seen("even");
        assertThat(even.requests() + users.seen("odd").requests()).isEqualTo(asked.get());
        assertThat(even.failed()).isEqualTo(asked.get() / 4);
        assertThat(users.failed()).isEqualTo(even.failed());
        assertThat(users.seen("odd").failed()).isZero();
    }

    @Test
    void whatNobodyAnswersIsAFailureOfNobody() throws Exception {
        var users = new ShopUsers(URI.create("http://127.0.0.1:9/"), Duration.ofMillis(1), Clock.systemUTC());
        users.come(1);
        ProgramWait.until("somebody asked", () -> users.failed() > 0);
        users.close();
        assertThat(users.seen(ShopUsers.NOBODY).failed()).isEqualTo(users.failed());
        assertThat(users.seen("odd")).isEqualTo(ShopUsers.Seen.NOTHING);
    }
}
