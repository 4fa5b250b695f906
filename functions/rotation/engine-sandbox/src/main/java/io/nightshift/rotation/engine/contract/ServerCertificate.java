package io.nightshift.rotation.engine.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate of a server called {@code localhost}, which is its own authority.
 *
 * @param certificate in PEM
 * @param key in PEM, readable by its owner alone, as PostgreSQL requires
 */
public record ServerCertificate(Path certificate, Path key) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param folder gets its files */
    public static ServerCertificate create(Path folder, String name) {
        var store = folder.resolve(name + ".p12");
        try {
            run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "SAN=DNS:localhost",
                    "-ext",
                    "BasicConstraints=ca:true",
                    "-validity",
                    "30",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD)));
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            return new ServerCertificate(
                    write(
                            folder.resolve(name + ".crt"),
                            "CERTIFICATE",
                            keys.getCertificate("server").getEncoded()),
                    write(
                            folder.resolve(name + ".key"),
                            "PRIVATE KEY",
                            keys.getKey("server", PASSWORD).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(output);
        }
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }
}
