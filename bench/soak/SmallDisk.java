package soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory that can be full: it shrinks to what is in it. */
final class SmallDisk {

    private static final long MOST = 2L << 30;

    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    /** @throws IOException if this user may not mount one */
    static SmallDisk at(Path mount) throws IOException, InterruptedException {
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + MOST, "tmpfs", mount.toString())) {
            throw new IOException("no file system can be mounted");
        }
        return new SmallDisk(mount);
    }

    /** False if it could not shrink, as files grew meanwhile. */
    boolean fill() throws IOException, InterruptedException {
        return resize(used());
    }

    void makeRoom() throws IOException, InterruptedException {
        resize(MOST);
    }

    private long used() throws IOException {
        var store = Files.getFileStore(mount);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    private boolean resize(long bytes) throws IOException, InterruptedException {
        return run("mount", "-o", "remount,size=" + bytes, mount.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
