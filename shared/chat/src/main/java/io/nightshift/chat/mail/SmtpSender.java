package io.nightshift.chat.mail;

import io.nightshift.core.act.Problem;
import io.nightshift.entry.SecretStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends by SMTP (RFC 5321): {@code smtps://} is TLS from the beginning, {@code smtp://} becomes TLS by STARTTLS. A server without TLS
 * is used only on this machine, and gets no password.
 */
public final class SmtpSender implements MailSender {

    private static final int MILLIS = 10_000;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MOST_LINES = 100;

    private final Supplier<String> url;

    /** @param url {@code smtps://USER:PASSWORD@HOST:465}, read at each use */
    public SmtpSender(Supplier<String> url) {
        this.url = url;
    }

    @Override
    public Optional<Problem> send(Mail mail) {
        URI server;
        try {
            server = URI.create(url.get());
        } catch (SecretStore.UnreadableException e) {
            return Optional.of(Problem.transientFault("NoKey", "the URL of the mail server could not be read"));
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.permanent("BadUrl", "the URL of the mail server is not a URL"));
        }
        var progress = new Progress();
        try (var session = open(server)) {
            session.greet(server);
            session.submit(mail, progress);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.problem);
        } catch (IOException e) {
            return Optional.of(new Problem(
                    "Disconnected",
                    "the mail server " + server.getHost() + " did not answer to the end",
                    true,
                    progress.sent));
        }
    }

    /** Whether the server may have the whole mail. */
    private static final class Progress {
        private boolean sent;
    }

    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        RefusedException(Problem problem) {
            super(problem.message());
            this.problem = problem;
        }
    }

    private static Session open(URI server) throws IOException {
        boolean tls = "smtps".equalsIgnoreCase(server.getScheme());
        int port = server.getPort() > 0 ? server.getPort() : tls ? 465 : 587;
        var socket = new Socket();
        socket.connect(new InetSocketAddress(server.getHost(), port), MILLIS);
        socket.setSoTimeout(MILLIS);
        return new Session(tls ? secured(socket, server.getHost(), port) : socket, tls);
    }

    private static SSLSocket secured(Socket socket, String host, int port) throws IOException {
        var tls = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true);
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    /** One connection. */
    private static final class Session implements AutoCloseable {

        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private boolean secure;

        Session(Socket socket, boolean secure) throws IOException {
            this.socket = socket;
            this.secure = secure;
            in = reader(socket);
            out = socket.getOutputStream();
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        void greet(URI server) throws IOException {
            reply(220, "the greeting");
            var offered = hello();
            if (!secure && offered.contains("STARTTLS")) {
                ask("STARTTLS", 220, "STARTTLS");
                socket = secured(socket, server.getHost(), server.getPort());
                in = reader(socket);
                out = socket.getOutputStream();
                secure = true;
                hello();
            }
            if (!secure && !HERE.contains(server.getHost())) {
                throw new RefusedException(
                        Problem.permanent("NoTls", "the mail server " + server.getHost() + " offers no TLS"));
            }
            var user = server.getRawUserInfo();
            if (user != null && secure) {
                logIn(user);
            }
        }

        private List<String> hello() throws IOException {
            return ask("EHLO nightshift.localdomain", 250, "EHLO").stream()
                    .map(line -> line.length() > 4 ? line.substring(4) : "")
                    .toList();
        }

        /** The commands hold the password; no problem repeats them. */
        private void logIn(String rawUser) throws IOException {
            int colon = rawUser.indexOf(':');
            var name = decoded(colon < 0 ? rawUser : rawUser.substring(0, colon));
            var password = colon < 0 ? "" : decoded(rawUser.substring(colon + 1));
            var both = ("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8);
            ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(both), 235, "the login");
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        void submit(Mail mail, Progress progress) throws IOException {
            ask("MAIL FROM:<" + mail.from() + ">", 250, "the sender");
            for (var to : mail.to()) {
                ask("RCPT TO:<" + to + ">", 250, "a recipient");
            }
            ask("DATA", 354, "DATA");
            var text = new String(mail.bytes(), StandardCharsets.US_ASCII);
            progress.sent = true;
            write(text.replace("\r\n.", "\r\n..") + ".\r\n");
            reply(250, "the mail");
            write("QUIT\r\n");
        }

        private List<String> ask(String command, int expected, String what) throws IOException {
            write(command + "\r\n");
            return reply(expected, what);
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        private List<String> reply(int expected, String what) throws IOException {
            var lines = new ArrayList<String>();
            for (int i = 0; i < MOST_LINES; i++) {
                var line = in.readLine();
                if (line == null || line.length() < 3) {
                    throw new IOException("the connection ended");
                }
                lines.add(line);
                if (line.length() == 3 || line.charAt(3) == ' ') {
                    return checked(lines, expected, what);
                }
            }
            throw new IOException("the reply has no end");
        }

        private static List<String> checked(List<String> lines, int expected, String what) throws IOException {
            var code = lines.getLast().substring(0, 3);
            if (code.equals(Integer.toString(expected))) {
                return lines;
            }
            var known = code.matches("[2-5][0-9]{2}") ? code : "no code";
            throw new RefusedException(
                    known.startsWith("4")
                            ? Problem.transientFault(
                                    "Smtp" + known, "the mail server refused " + what + " for now (" + known + ")")
                            : Problem.permanent(
                                    "Smtp" + known, "the mail server refused " + what + " (" + known + ")"));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
