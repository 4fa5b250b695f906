package io.nightshift.local.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionsTest {

    private static final List<String> NAMES = List.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "JAVA_HOME",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");

    @TempDir
    private Path folder;

    /** Where an engine's environment is full of secrets; what a shell sets by itself is not from there. */
    @Test
    void aVersionGetsNothingOfTheEnvironmentButWhatProgramsNeed() throws Exception {
        var versions = new Versions(folder);
        var settings = new NginxSettings(List.of("sh", "-c", "env", "{port}"), "/healthz");
        var version = versions.start("shop.one", settings, "registry.example/shop@sha256:1", "sha256:1");
        version.process().orElseThrow().onExit().join();
        assertThat(Files.readAllLines(versions.log("shop.one")))
                .extracting(line -> line.replaceFirst("=.*", ""))
                .contains("PATH")
                .isSubsetOf(NAMES);
        assertThat(System.getenv().keySet())
                .as("there is something to leave out")
                .anyMatch(name -> !NAMES.contains(name));
    }
}
