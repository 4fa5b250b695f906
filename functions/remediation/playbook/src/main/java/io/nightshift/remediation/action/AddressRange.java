package io.nightshift.remediation.action;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An address or a range of addresses, as a network: two texts of one network are equal. IPv6 can be written short or in full,
 * and providers answer with another spelling than they were given.
 *
 * @param text the network's first address and its prefix: {@code 198.51.100.0/24}, {@code 2001:db8:0:0:0:0:0:1/128}
 */
public record AddressRange(String text) {

    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:]{2,39}");

    private static final Pattern PREFIX = Pattern.compile("[1-9]?\\d|1[01]\\d|12[0-8]|0");

    /** Reads {@code ADDRESS} or {@code ADDRESS/PREFIX}, without asking DNS; empty for anything else. */
    public static Optional<AddressRange> of(String written) {
        int slash = written.indexOf('/');
        var address = bytes(slash < 0 ? written : written.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int bits = address.get().length * 8;
        var prefix = slash < 0 ? Integer.toString(bits) : written.substring(slash + 1);
        return PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits
                ? Optional.of(network(address.get(), Integer.parseInt(prefix)))
                : Optional.empty();
    }

    private static AddressRange network(byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * 8; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new AddressRange(say(address) + "/" + prefix);
    }

    /** An IPv4 address in an IPv6 address has four bytes and is none of either: it is refused. */
    private static Optional<byte[]> bytes(String address) {
        boolean old = IPV4.matcher(address).matches();
        if (!old && !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address).getAddress())
                    .filter(found -> found.length == (old ? 4 : 16));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String say(byte[] address) {
        if (address.length == 4) {
            return IntStream.range(0, 4)
                    .mapToObj(i -> Integer.toString(address[i] & 0xff))
                    .collect(Collectors.joining("."));
        }
        return IntStream.range(0, 8)
                .mapToObj(i -> Integer.toHexString(((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff)))
                .collect(Collectors.joining(":"));
    }

    public boolean isIpv6() {
        return text.contains(":");
    }

    /** The number of leading bits that its addresses share. */
    public int prefix() {
        return Integer.parseInt(text.substring(text.indexOf('/') + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
