package io.nightshift.rotation.engine;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Sockets for protocols that have no driver here. */
final class TlsSockets {

    private TlsSockets() {}

    /** @return a socket after a successful handshake; the plain one if the endpoint says so */
    static Socket over(Socket plain, SystemEndpoint endpoint, String host) throws IOException {
        if (endpoint.tls() instanceof TlsMode.Plaintext) {
            return plain;
        }
        try {
            var socket = (SSLSocket)
                    context(endpoint.tls()).getSocketFactory().createSocket(plain, host, endpoint.port(), true);
            if (!(endpoint.tls() instanceof TlsMode.Unverified)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new SSLException("TLS cannot be set up", e);
        }
    }

    private static SSLContext context(TlsMode mode) throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusted(mode), null);
        return context;
    }

    /** Null for the JDK's own. */
    private static TrustManager @Nullable [] trusted(TlsMode mode) throws GeneralSecurityException, IOException {
        return switch (mode) {
            case TlsMode.VerifyFull(var authorities) -> of(authorities);
            case TlsMode.Unverified() -> new TrustManager[] {new Anybody()};
            case TlsMode.VerifyPublic(), TlsMode.Plaintext() -> null;
        };
    }

    private static TrustManager[] of(Path authorities) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(authorities)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        } catch (IOException e) {
            throw new SSLException("the file of the authorities cannot be read", e);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** {@link TlsMode.Unverified}, which somebody chose. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
