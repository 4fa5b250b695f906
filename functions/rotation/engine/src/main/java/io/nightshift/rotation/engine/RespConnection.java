package io.nightshift.rotation.engine;

import io.nightshift.core.act.Timeouts;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis: commands and replies, no more. A client library would add five times the size of this module.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP2</a>
 */
final class RespConnection implements AutoCloseable {

    /** Larger replies are none of the commands used here. */
    private static final int LARGEST = 1 << 20;

    /** An error that the server replied; the first word is its code. */
    static final class RespException extends IOException {
        private static final long serialVersionUID = 1L;

        RespException(String message) {
            super(message);
        }

        boolean is(String code) {
            return String.valueOf(getMessage()).startsWith(code);
        }
    }

    private final Socket socket;
    private final InputStream input;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        input = new BufferedInputStream(socket.getInputStream());
    }

    static RespConnection open(SystemEndpoint endpoint, Timeouts timeouts) throws IOException {
        var plain = new Socket();
        try {
            var host = endpoint.host().replaceAll("[\\[\\]]", "");
            plain.connect(
                    new InetSocketAddress(host, endpoint.port()),
                    Math.toIntExact(timeouts.connect().toMillis()));
            plain.setSoTimeout(Math.toIntExact(timeouts.call().toMillis()));
            return new RespConnection(TlsSockets.over(plain, endpoint, host));
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /**
     * Sends one command.
     *
     * @return a text, a number as text, a list of replies, or null
     * @throws RespException if the server refuses it
     */
    @Nullable
    Object call(byte[]... parts) throws IOException {
        var command = new ByteArrayOutputStream();
        command.writeBytes(("*" + parts.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (var part : parts) {
            command.writeBytes(("$" + part.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            command.writeBytes(part);
            command.writeBytes(new byte[] {'\r', '\n'});
        }
        socket.getOutputStream().write(command.toByteArray());
        return reply();
    }

    @Nullable
    Object call(String... parts) throws IOException {
        return call(Arrays.stream(parts)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    private @Nullable Object reply() throws IOException {
        var line = line();
        var rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> throw new RespException(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("not a reply of Redis");
        };
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = read(); c != '\r'; c = read()) {
            line.append((char) c);
            if (line.length() > LARGEST) {
                throw new IOException("the reply is too large");
            }
        }
        read();
        if (line.isEmpty()) {
            throw new IOException("not a reply of Redis");
        }
        return line.toString();
    }

    private int read() throws IOException {
        int c = input.read();
        if (c < 0) {
            throw new EOFException("the server closed the connection");
        }
        return c;
    }

    private static void limit(int size) throws IOException {
        if (size > LARGEST) {
            throw new IOException("the reply is too large");
        }
    }

    private @Nullable String bulk(int length) throws IOException {
        limit(length);
        if (length < 0) {
            return null;
        }
        var bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection");
        }
        read();
        read();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private @Nullable List<@Nullable Object> list(int length) throws IOException {
        limit(length);
        if (length < 0) {
            return null;
        }
        var list = new ArrayList<@Nullable Object>();
        for (int i = 0; i < length; i++) {
            list.add(reply());
        }
        return list;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
