package io.nightshift.local.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** HTTP byte by byte, for requests that no client library sends. */
final class RawHttp implements AutoCloseable {

    /** Ends a test that hangs; no test expects it to pass. */
    private static final int NEVER_MILLIS = 120_000;

    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(NEVER_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** One request on a connection of its own; the server need not wait for the rest of a request that is cut short. */
    static Answer answer(int port, String request) throws IOException {
        try (var raw = new RawHttp(port)) {
            raw.send(request);
            raw.socket.shutdownOutput();
            return raw.answer();
        }
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Whatever comes until the server closes, as one answer. */
    Answer answer() throws IOException {
        return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The next answer; its body has a {@code Content-Length}. */
    Answer next() throws IOException {
        var in = socket.getInputStream();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) byteOf(in));
        }
        int length = new Answer(head.toString())
                .header("Content-Length")
                .map(Integer::parseInt)
                .orElse(0);
        return new Answer(head + new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static int byteOf(InputStream in) throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new IOException("the server closed the connection");
        }
        return read;
    }

    /** Waits until the server closes; a reset is a close as well. */
    void awaitClose() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What it still says does not matter.
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(String text) {

        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        Optional<String> header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }
    }
}
