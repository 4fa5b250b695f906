package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.api.HealthCheck.State;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLetterFolderTest {

    private static final List<Rejected> REASONS = List.of(new Rejected("$", "not JSON"));

    @TempDir
    private Path temporary;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T01:00:00Z"));

    private DeadLetterFolder folder(long files, long bytes) {
        return new DeadLetterFolder(place(), now::get, new DeadLetterLimits(files, bytes));
    }

    private Path place() {
        return temporary.resolve("a/dead-letters");
    }

    private static byte[] payload(int number) {
        return ("payload " + number).getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> letters() throws IOException {
        try (var all = Files.list(place())) {
            return all.sorted().toList();
        }
    }

    @Test
    void atItsLimitOfFilesTheOldestAreKeptAndItSaysSo() throws Exception {
        var folder = folder(3, 1_000_000);
        for (int i = 0; i < 3; i++) {
            assertThat(folder.offer(payload(i), REASONS)).isTrue();
        }
        var oldest = letters();
        assertThat(folder.check()).isEqualTo(State.OK);

        assertThat(folder.offer(payload(3), REASONS)).isFalse();
        assertThat(letters()).isEqualTo(oldest);
        assertThat(folder.check()).isInstanceOf(State.Degraded.class);
        assertThatThrownBy(() -> folder.keep(payload(3), REASONS))
                .isInstanceOf(DeadLetters.UndeliverableException.class);
    }

    @Test
    void bytesHaveALimitToo() throws Exception {
        var folder = folder(1_000, 1_000);
        assertThat(folder.offer(new byte[2_000], REASONS)).isFalse();
        assertThat(letters()).isEmpty();
        assertThat(folder.offer(payload(1), REASONS)).as("a smaller one").isTrue();
    }

    @Test
    void theSamePayloadAgainNeedsNoRoom() throws Exception {
        var folder = folder(1, 1_000_000);
        assertThat(folder.offer(payload(1), REASONS)).isTrue();
        assertThat(folder.offer(payload(1), REASONS)).isTrue();
        assertThat(letters()).hasSize(1);
    }

    @Test
    void whatIsThereAtTheStartCounts() {
        assertThat(folder(1, 1_000_000).offer(payload(1), REASONS)).isTrue();
        assertThat(folder(1, 1_000_000).offer(payload(2), REASONS)).isFalse();
    }

    @Test
    void onceSomebodyMadeRoomItTakesMore() throws Exception {
        var folder = folder(1, 1_000_000);
        folder.offer(payload(1), REASONS);
        folder.offer(payload(2), REASONS);
        Files.delete(letters().getFirst());
        now.set(now.get().plus(Duration.ofSeconds(5)));
        assertThat(folder.offer(payload(2), REASONS)).isTrue();
        assertThat(folder.check()).isEqualTo(State.OK);
    }

    @Test
    void nobodyElseMayReadThem() throws Exception {
        folder(10, 1_000_000).offer(payload(1), REASONS);
        assertThat(rights(letters().getFirst())).isEqualTo("rw-------");
        assertThat(rights(place())).isEqualTo("rwx------");
        assertThat(rights(temporary.resolve("a"))).isEqualTo("rwx------");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFolderThatCannotBeWrittenIsDown() throws Exception {
        Files.createDirectories(temporary.resolve("a"));
        Files.writeString(place(), "a file where the folder should be");
        assertThat(folder(1, 1).check()).isInstanceOf(State.Down.class);
    }

    @Test
    void theCheckLeavesNothing() throws Exception {
        assertThat(folder(1, 1).check()).isEqualTo(State.OK);
        assertThat(letters()).isEmpty();
    }
}
