package io.nightshift.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoServersTest {

    @TempDir
    private Path folder;

    @Test
    void whatAMachineLacksIsNamedWithWhatWouldBringIt() throws Exception {
        assertThat(DemoServers.missing(List.of(folder)))
                .containsExactly("docker-registry (apt-get install docker-registry)", "nginx (apt-get install nginx)");
        var nginx = Files.writeString(folder.resolve("nginx"), "#!/bin/sh\n");
        assertThat(nginx.toFile().setExecutable(true)).isTrue();
        assertThat(DemoServers.missing(List.of(folder)))
                .containsExactly("docker-registry (apt-get install docker-registry)");
    }
}
