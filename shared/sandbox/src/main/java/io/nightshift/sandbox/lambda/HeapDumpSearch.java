package io.nightshift.sandbox.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The content that a snapshot of a {@link LambdaProcess} would have. */
public final class HeapDumpSearch {

    private static final int BEFORE = 60;
    private static final int CONTEXT = 120;

    private HeapDumpSearch() {}

    /**
     * The classes loaded so far, in order.
     *
     * @param classes the file that {@link LambdaProcess#startWithSnapshot} writes
     */
    public static List<String> loaded(Path classes) throws IOException {
        return Files.readAllLines(classes).stream()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: "))
                        .strip())
                .toList();
    }

    /**
     * The surroundings of a word, at each place where it occurs.
     *
     * @param heap the file that {@link LambdaProcess#dumpHeapTo} writes
     */
    public static List<String> around(String word, Path heap) throws IOException {
        var found = new ArrayList<String>();
        var wanted = word.getBytes(ISO_8859_1);
        try (var channel = FileChannel.open(heap)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            for (int at = 0; at < bytes.limit() - wanted.length; at++) {
                if (bytes.get(at) == wanted[0] && bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                    int from = Math.max(0, at - BEFORE);
                    var context = new byte[Math.min(CONTEXT, bytes.limit() - from)];
                    bytes.get(from, context);
                    found.add(new String(context, ISO_8859_1));
                }
            }
        }
        return found;
    }
}
