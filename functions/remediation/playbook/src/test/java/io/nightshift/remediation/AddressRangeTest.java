package io.nightshift.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.remediation.action.AddressRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "198.51.100.7, 198.51.100.7/32",
        "198.51.100.7/24, 198.51.100.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1/128",
        "2001:0db8:0000:0000:0000:0000:0000:0001/128, 2001:db8::1",
        "2001:db8:ffff::/33, 2001:db8:8000:0:0:0:0:0/33",
        "::1, 0:0:0:0:0:0:0:1/128",
    })
    void textsOfOneNetworkAreEqual(String one, String other) {
        assertThat(AddressRange.of(one)).isPresent().isEqualTo(AddressRange.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "198.51.100",
                "198.51.100.256",
                "198.51.100.07",
                "198.51.100.7/33",
                "198.51.100.7/",
                "/8",
                "198.51.100.7/8 ",
                "::ffff:1.2.3.4",
                "::ffff:102:304",
                "1::2::3",
                "fe80::1%eth0",
                "2001:db8::/129",
                "12345::",
                "2001:db8::/0128",
                "face",
                "1.2.3.4\n"
            })
    void anythingElseIsNone(String text) {
        assertThat(AddressRange.of(text)).isEmpty();
    }
}
