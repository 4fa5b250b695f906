package io.nightshift.promotion.nginx;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The least that can be a version: answers each connection with its own digest, and knows nothing of HTTP but its first reply. */
final class TinyVersion {

    private TinyVersion() {}

    /** @param arguments the port and the digest */
    @SuppressWarnings("AddressSelection") // loopback
    public static void main(String[] arguments) throws IOException {
        var body = arguments[1];
        var reply =
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s".formatted(body.length(), body);
        try (var server = new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (var caller = server.accept()) {
                    answer(caller, reply);
                } catch (IOException e) {
                    System.err.println("a caller left");
                }
            }
        }
    }

    private static void answer(Socket caller, String reply) throws IOException {
        skipHead(caller.getInputStream());
        caller.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
    }

    private static void skipHead(InputStream in) throws IOException {
        int ends = 0;
        for (int c = in.read(); c >= 0 && ends < 4; c = ends < 4 ? in.read() : -1) {
            ends = c == '\r' || c == '\n' ? ends + 1 : 0;
        }
    }
}
