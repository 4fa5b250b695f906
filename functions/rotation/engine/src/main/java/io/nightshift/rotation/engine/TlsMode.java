package io.nightshift.rotation.engine;

import java.nio.file.Path;

/** How the connection to a system is protected. An engine never falls back from one to a weaker one. */
public sealed interface TlsMode {

    /** The certificate is issued by an authority of this PEM file for this host. */
    record VerifyFull(Path authorities) implements TlsMode {}

    /** The certificate is issued by an authority that the JDK trusts, for this host. */
    record VerifyPublic() implements TlsMode {}

    /** Encrypted; the certificate is not checked. Only by explicit choice. */
    record Unverified() implements TlsMode {}

    /** In plaintext. Only by explicit choice. */
    record Plaintext() implements TlsMode {}
}
