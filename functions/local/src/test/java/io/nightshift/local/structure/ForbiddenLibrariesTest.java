package io.nightshift.local.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the enforcer keeps out of the modules is not on the class path of the host that holds them all. */
final class ForbiddenLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.logging.log4j.core.Logger",
                "org.apache.log4j.Logger",
                "software.amazon.awssdk.http.apache.ApacheHttpClient",
                "software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient",
                "com.thoughtworks.xstream.XStream",
                "com.alibaba.fastjson.JSON"
            })
    void isNotThere(String name) {
        assertThat(isThere(name)).isFalse();
    }

    @Test
    void whatIsThereIsSeen() {
        assertThat(isThere("software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient"))
                .isTrue();
    }

    private static boolean isThere(String name) {
        var file = name.replace('.', '/') + ".class";
        return ForbiddenLibrariesTest.class.getClassLoader().getResource(file) != null;
    }
}
