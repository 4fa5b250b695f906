package io.nightshift.cost.billing;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps what was published when: a folder with one file for each export, period and time of publication, in the order of publication. A
 * new vintage takes the place of the older ones of its period and is never added to them; the older ones stay, to tell what was known
 * when something was said.
 *
 * <p>Not safe for two processes at once: the run that reads an export is the only one that records it.
 */
public final class BillingVintages {

    private static final String SUFFIX = ".json";
    private static final int LONGEST_NAME = 80;

    private final Path folder;

    public BillingVintages(Path folder) {
        this.folder = folder;
    }

    /**
     * Records a vintage. The same one again changes nothing.
     *
     * @return whether it is the newest of its period, and no vintage before it had the same files
     * @throws BillingException if the folder cannot be written
     */
    public boolean record(Vintage vintage) throws BillingException {
        var newest = newest(vintage.export(), vintage.period());
        try {
            Files.createDirectories(folder);
            var file = folder.resolve(name(vintage));
            if (!Files.exists(file)) {
                var draft = Files.writeString(
                        folder.resolve(name(vintage) + ".part"), json(vintage).text(), StandardCharsets.UTF_8);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new BillingException(folder + ": cannot be written");
        }
        return newest.isEmpty()
                || (vintage.published().isAfter(newest.get().published())
                        && !vintage.files().equals(newest.get().files()));
    }

    /** The newest vintage of each export and period: the files to read. */
    public List<Vintage> newest() throws BillingException {
        return asOf(Instant.MAX);
    }

    /** What had been published by a time: the newest vintage of each export and period that was not published after it. */
    public List<Vintage> asOf(Instant time) throws BillingException {
        var newest = new TreeMap<String, Vintage>();
        for (var vintage : all()) {
            if (!vintage.published().isAfter(time)) {
                newest.put(vintage.export() + '\n' + vintage.period(), vintage);
            }
        }
        return List.copyOf(newest.values());
    }

    /** Every vintage of a period, in the order of publication. */
    public List<Vintage> of(String export, String period) throws BillingException {
        return all().stream()
                .filter(one -> one.export().equals(export) && one.period().equals(period))
                .toList();
    }

    private Optional<Vintage> newest(String export, String period) throws BillingException {
        var all = of(export, period);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private List<Vintage> all() throws BillingException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var all = new ArrayList<Vintage>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
                all.add(read(file));
            }
        } catch (IOException e) {
            throw new BillingException(folder + ": cannot be read");
        }
        all.sort(Comparator.comparing(Vintage::published).thenComparing(Vintage::export));
        return all;
    }

    /** Exports and periods are hostile text: only their hash and what is plain of them is a name. */
    private static String name(Vintage vintage) {
        var plain = (vintage.period() + "-" + vintage.export()).replaceAll("[^A-Za-z0-9-]", "_");
        var hash = Integer.toHexString((vintage.export() + '\n' + vintage.period()).hashCode());
        return plain.substring(0, Math.min(LONGEST_NAME, plain.length())) + "-" + hash + "-"
                + vintage.published().toEpochMilli() + SUFFIX;
    }

    private static Json json(Vintage vintage) {
        return Json.obj()
                .with("export", vintage.export())
                .with("period", vintage.period())
                .with("published", vintage.published().toString())
                .with(
                        "files",
                        Json.strings(
                                vintage.files().stream().map(Path::toString).toList()));
    }

    private static Vintage read(Path file) throws IOException, BillingException {
        try {
            if (Json.parse(Files.readString(file)) instanceof Json.Obj members
                    && members.get("export") instanceof Json.Str export
                    && members.get("period") instanceof Json.Str period
                    && members.get("published") instanceof Json.Str published
                    && members.get("files") instanceof Json.Arr files) {
                var paths = files.items().stream()
                        .map(path -> path instanceof Json.Str text ? Path.of(text.value()) : Path.of(path.toString()))
                        .toList();
                return new Vintage(export.value(), period.value(), Instant.parse(published.value()), paths);
            }
        } catch (JsonException e) {
            throw new BillingException(file + ": is not JSON");
        }
        throw new BillingException(file + ": is not a vintage; it has export, period, published and files");
    }
}
