package io.nightshift.core.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: a malformed byte is an error with its offset. */
final class Utf8 {

    private Utf8() {}

    /**
     * Decodes leniently first, which takes a quarter of the memory: a malformed byte becomes U+FFFD, which is checked
     * afterwards.
     */
    static String decode(byte[] bytes) throws JsonException {
        var text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? withoutByteOrderMark(text) : strictly(bytes);
    }

    private static String strictly(byte[] bytes) throws JsonException {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        if (result.isError()) {
            throw new JsonException("byte " + in.position() + ": not UTF-8" + hint(bytes));
        }
        out.flip();
        return withoutByteOrderMark(out.toString());
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String hint(byte[] bytes) {
        boolean utf16 = bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
        return utf16 ? " (it starts like UTF-16; send UTF-8)" : " (send UTF-8)";
    }
}
