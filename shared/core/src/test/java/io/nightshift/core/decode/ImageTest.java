package io.nightshift.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTest {

    private static final View PLACE = View.of(Json.obj());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghcr.io/shop/web",
                "registry.example:5000/a",
                "localhost:5000/a__b/c-d.e",
                "1.dkr.ecr.eu.amazonaws.com/x/y"
            })
    void namesOfTheSpecificationAreTaken(String name) throws JsonException {
        assertThat(Image.of(PLACE, name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "/web",
                "ghcr.io/",
                "ghcr.io/Shop",
                "ghcr.io/a/../b",
                "ghcr.io/a b",
                "ghcr.io/a;b",
                "ghcr.io/a@b",
                "-evil/a",
                "--flag/a",
                "ghcr.io//a",
                "ghcr.io/a/",
                "ghcr.io/$(id)",
                "user:pw@host/a",
                "gh\ncr.io/a"
            })
    void anyOtherIsRefusedWithoutBeingRepeated(String name) {
        assertThatThrownBy(() -> Image.of(PLACE, name))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("the name of an image")
                .hasMessageNotContaining(name.length() > 4 ? name : "canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:abc",
                "sha256:../../x",
                "md5:00",
                "",
                "SHA256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd12340000"
            })
    void aDigestIsExact(String text) {
        assertThatThrownBy(() -> Image.digest(PLACE, text)).isInstanceOf(JsonException.class);
    }

    @Test
    void aTagIsExact() throws JsonException {
        assertThat(Image.tag(PLACE, "v1.2_3-rc")).isEqualTo("v1.2_3-rc");
        assertThatThrownBy(() -> Image.tag(PLACE, "-rm")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> Image.tag(PLACE, "a/b")).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333.dkr.ecr.eu-central-1.amazonaws.com, eu-central-1",
        "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com, us-east-1",
        "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn, cn-north-1"
    })
    void ecrTellsAccountAndRegion(String host, String region) throws JsonException {
        assertThat(Image.of(PLACE, host + "/shop/web").repository())
                .isEqualTo(
                        new Resource(Origin.aws("111122223333", region), Resource.Kinds.IMAGE_REPOSITORY, "shop/web"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.dkr.ecr.eu.amazonaws.com",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example",
                "x111122223333.dkr.ecr.eu-central-1.amazonaws.com",
                "111122223333.dkr.ecr.eu-central-1.amazonaws.com:5000"
            })
    void aHostThatOnlyLooksLikeEcrIsNowhere(String host) throws JsonException {
        assertThat(Image.of(PLACE, host + "/web").repository())
                .isEqualTo(new Resource(Origin.NOWHERE, Resource.Kinds.IMAGE_REPOSITORY, host + "/web"));
    }

    @Test
    void artifactRegistryTellsProjectAndLocation() throws JsonException {
        var subject = Image.of(PLACE, "europe-west1-docker.pkg.dev/shop-prod/apps/web")
                .repository();
        assertThat(subject.origin().cloud()).isEqualTo(Cloud.GCP);
        assertThat(subject.toString()).isEqualTo("gcp:shop-prod:europe-west1:registry:repository/apps/web");
        assertThat(Image.of(PLACE, "ghcr.io/shop/web").repository().name()).isEqualTo("ghcr.io/shop/web");
    }
}
