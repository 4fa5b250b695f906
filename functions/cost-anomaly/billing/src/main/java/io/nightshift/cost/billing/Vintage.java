package io.nightshift.cost.billing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What an export had published for one billing period at one time.
 *
 * @param export a name, such as the path of the export
 * @param period of billing, such as {@code 2026-11}
 * @param published when; of two vintages of a period, the later one counts
 * @param files that the manifest lists
 */
public record Vintage(String export, String period, Instant published, List<Path> files) {

    public Vintage {
        files = List.copyOf(files);
    }
}
