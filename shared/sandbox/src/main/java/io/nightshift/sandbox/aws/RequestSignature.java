package io.nightshift.sandbox.aws;

import io.nightshift.core.run.Sha256;
import io.nightshift.sandbox.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a request of a query service, which has everything in its body.
 *
 * @param key the id of the access key
 * @param scope date, region, service and {@code aws4_request}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: SigV4</a>
 */
record RequestSignature(WireRequest request, String key, String scope, String headers, String signature) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern FORM =
            Pattern.compile(ALGORITHM + " Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=(.+)");

    static RequestSignature of(WireRequest request) {
        var found = FORM.matcher(request.header("Authorization"));
        if (!found.matches()) {
            throw new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        return new RequestSignature(request, found.group(1), found.group(2), found.group(3), found.group(4));
    }

    boolean isOf(String secret) {
        var signing = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/")) {
            signing = mac(signing, part);
        }
        var text = String.join("\n", ALGORITHM, request.header("X-Amz-Date"), scope, Sha256.hex(canonical()));
        return HexFormat.of().formatHex(mac(signing, text)).equals(signature);
    }

    private String canonical() {
        var signed = Stream.of(headers.split(";"))
                .map(name -> name + ":" + request.header(name).strip() + "\n")
                .collect(Collectors.joining());
        return String.join("\n", request.method(), request.path(), "", signed, headers, Sha256.hex(request.body()));
    }

    private static byte[] mac(byte[] with, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(with, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
