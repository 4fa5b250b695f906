package io.nightshift.core.run;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A picture of what a run is about, for channels that show pictures.
 *
 * @param title for those who do not see it; one line
 * @param png made when it is needed
 */
public record RunPicture(String title, Supplier<byte[]> png) {

    /** The pictures of a function's runs. */
    @FunctionalInterface
    public interface Source {

        Source NONE = run -> Optional.empty();

        Optional<RunPicture> of(Run run);
    }
}
