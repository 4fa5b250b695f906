package io.nightshift.promotion.nginx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** An nginx that carries no traffic: it takes one upstream file when it is told to, and tells which it has taken. */
final class FileNginx implements NginxControl {

    private static final Pattern GENERATION = Pattern.compile("return 200 \"([0-9a-f]{16}) ");

    private final Path file;
    private Optional<String> taken = Optional.empty();
    private int reloads;
    private boolean refusing;

    FileNginx(Path file) {
        this.file = file;
    }

    void refuse(boolean whatever) {
        refusing = whatever;
    }

    int reloads() {
        return reloads;
    }

    void take() {
        try {
            var found = GENERATION.matcher(Files.readString(file));
            taken = found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> refuses() {
        return refusing ? Optional.of("unknown directive \"upstraem\"") : Optional.empty();
    }

    @Override
    public Draining reload(int port) {
        reloads++;
        take();
        return () -> true;
    }

    @Override
    public Optional<String> running(int port) {
        return taken;
    }

    @Override
    public String reloadCommand() {
        return "nginx -s reload";
    }
}
