package io.nightshift.local.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A folder to which files are added; nothing in it is overwritten. */
public record DeploymentFolder(Path path) {

    /** One of the files is there already; nothing was written. */
    public static final class OccupiedException extends Exception {
        private static final long serialVersionUID = 1L;

        OccupiedException(List<String> files) {
            super("there already: " + String.join(", ", files));
        }
    }

    /** @param files texts by their paths in the folder */
    public void write(Map<String, String> files) throws IOException, OccupiedException {
        var taken = files.keySet().stream()
                .filter(file -> Files.exists(path.resolve(file), LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!taken.isEmpty()) {
            throw new OccupiedException(taken);
        }
        for (var file : files.entrySet()) {
            var place = path.resolve(file.getKey());
            Files.createDirectories(place.getParent() == null ? path : place.getParent());
            Files.writeString(place, file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }
}
