package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server on a free port of this machine that accepts every connection and whose response never ends. */
public final class StallingServer implements AutoCloseable {

    /** The point at which its response stalls. */
    public enum Stall {
        /** Nothing is sent. */
        NO_ANSWER(""),
        /** A header line grows by one byte every 100 ms. */
        SLOW_HEADERS("HTTP/1.1 200 OK\r\nX-Slow: "),
        /** Headers, then silence. */
        NO_BODY("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"),
        /** Headers, then one byte of a chunked body every 100 ms. */
        SLOW_BODY("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"),
        /** Headers, then a chunked body as fast as it is read. */
        FLOOD(SLOW_BODY.beginning);

        private static final String CHUNK = "10000\r\n" + " ".repeat(0x10000) + "\r\n";

        private final String beginning;

        Stall(String beginning) {
            this.beginning = beginning;
        }

        private int pauseMillis() {
            return this == FLOOD ? 0 : PAUSE_MILLIS;
        }

        /** The repeated part; empty for silence. */
        private String part() {
            return switch (this) {
                case NO_ANSWER, NO_BODY -> "";
                case SLOW_HEADERS -> "x";
                case SLOW_BODY -> "1\r\n \r\n";
                case FLOOD -> CHUNK;
            };
        }
    }

    private static final int PAUSE_MILLIS = 100;

    private final ServerSocket server;
    private final Stall stall;
    private final CopyOnWriteArrayList<Socket> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public StallingServer(Stall stall) {
        this.stall = stall;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The number of accepted connections. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            // The first byte of the request; the rest stays in the socket's buffer.
            connection.getInputStream().read(new byte[1]);
            stall(connection.getOutputStream());
        } catch (IOException e) {
            // The caller closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stall(OutputStream out) throws IOException, InterruptedException {
        send(out, stall.beginning);
        while (!closed.await(stall.pauseMillis(), TimeUnit.MILLISECONDS)) {
            send(out, stall.part());
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
