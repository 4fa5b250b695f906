package io.nightshift.local.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImageReferenceTest {

    private static final String IMAGE = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @Test
    void anImageIsReadAsUsersWriteIt() {
        var named = ImageReference.of("localhost:5000/shop/web");
        assertThat(named.tag()).isEqualTo("latest");
        assertThat(named.image().host()).isEqualTo("localhost:5000");
        assertThat(ImageReference.of("localhost:5000/shop/web:v1").tag()).isEqualTo("v1");
        var both = ImageReference.of(IMAGE + ":v1@" + DIGEST);
        assertThat(both.digest()).isEqualTo(DIGEST);
        assertThat(both.toJson().text()).as("the digest decides").contains("\"tag\":\"\"");
        assertThat(both).hasToString(IMAGE + "@" + DIGEST);
    }
}
