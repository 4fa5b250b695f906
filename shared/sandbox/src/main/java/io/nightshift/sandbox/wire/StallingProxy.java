package io.nightshift.sandbox.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A proxy in front of a server on this machine. When it stalls, it delivers the server's bytes at one every 100 ms. */
public final class StallingProxy implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final ServerSocket listening;
    private final int behind;
    private final CopyOnWriteArrayList<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean stalls;

    /** @param behind the server's port */
    public StallingProxy(int behind) {
        this.behind = behind;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public void stall() {
        stalls = true;
    }

    private void accept() {
        try {
            while (true) {
                var client = listening.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), behind);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> forward(client, server, false));
                Thread.ofVirtual().start(() -> forward(server, client, true));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void forward(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            forward(from.getInputStream(), to.getOutputStream(), answers);
        } catch (IOException e) {
            // One of the two closed its connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(InputStream from, OutputStream to, boolean answers) throws IOException, InterruptedException {
        var buffer = new byte[8192];
        for (int read = from.read(buffer); read > 0; read = from.read(buffer)) {
            if (answers && stalls) {
                slowly(buffer, read, to);
            } else {
                to.write(buffer, 0, read);
            }
        }
    }

    private void slowly(byte[] buffer, int length, OutputStream to) throws IOException, InterruptedException {
        for (int i = 0; i < length && !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
            to.write(buffer[i]);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
