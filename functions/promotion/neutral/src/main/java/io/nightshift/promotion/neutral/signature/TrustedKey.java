package io.nightshift.promotion.neutral.signature;

import io.nightshift.core.run.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A trusted public key: ECDSA on P-256, RSA of 2,048 bits or more (PKCS #1 1.5), both over SHA-256, or Ed25519. Only the key
 * determines the algorithm, never the signed content.
 */
public final class TrustedKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]{1,40})-----([A-Za-z0-9+/=\\s]{1,20000})-----END \\1-----");

    private static final int FEWEST_RSA_BITS = 2_048;
    private static final int P256_BITS = 256;

    private final PublicKey key;
    private final String algorithm;

    private TrustedKey(PublicKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
    }

    /** An unusable key; the message repeats none of it. */
    public static final class BadKey extends Exception {
        private static final long serialVersionUID = 1L;

        BadKey(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** All keys of a PEM text, at least one. */
    public static List<TrustedKey> read(String pem) throws BadKey {
        var keys = new ArrayList<TrustedKey>();
        var blocks = PEM.matcher(pem);
        while (blocks.find()) {
            if (!blocks.group(1).equals("PUBLIC KEY")) {
                throw new BadKey(
                        blocks.group(1).endsWith("PRIVATE KEY")
                                ? "it is a private key, which belongs to who signs; expected the public one"
                                : "it is no public key; expected BEGIN PUBLIC KEY");
            }
            keys.add(of(blocks.group(2)));
        }
        if (keys.isEmpty()) {
            throw new BadKey("it holds no key in PEM; expected BEGIN PUBLIC KEY");
        }
        return keys;
    }

    private static TrustedKey of(String base64) throws BadKey {
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadKey("its base64 cannot be read");
        }
        for (var kind : List.of("EC", "RSA", "Ed25519")) {
            var key = parsed(kind, der);
            if (key.isPresent()) {
                return new TrustedKey(key.get(), algorithm(key.get()));
            }
        }
        throw new BadKey("it is of no kind that is known: ECDSA on P-256, RSA, Ed25519");
    }

    private static Optional<PublicKey> parsed(String kind, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static String algorithm(PublicKey key) throws BadKey {
        return switch (key) {
            case ECPublicKey ec
            when ec.getParams().getOrder().bitLength() == P256_BITS
                    && ec.getParams().toString().contains("secp256r1") -> "SHA256withECDSA";
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= FEWEST_RSA_BITS -> "SHA256withRSA";
            case EdECPublicKey ignored -> "Ed25519";
            case ECPublicKey ignored -> throw new BadKey("it is on a curve other than P-256");
            case RSAPublicKey rsa ->
                throw new BadKey(
                        "it has " + rsa.getModulus().bitLength() + " bits; expected " + FEWEST_RSA_BITS + " or more");
            default -> throw new BadKey("it is of no kind that is known: ECDSA on P-256, RSA, Ed25519");
        };
    }

    /** Reports whether the private half of this key made the signature of the message. */
    boolean made(byte[] signature, byte[] message) {
        try {
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // The JDK throws for a signature that is not ASN.1; it is a signature that the key did not make.
            return false;
        }
    }

    /** Its hash, for humans to compare: {@code sha256:} and 16 digits. */
    public String shown() {
        return "sha256:" + Sha256.hex(key.getEncoded()).substring(0, 16);
    }
}
