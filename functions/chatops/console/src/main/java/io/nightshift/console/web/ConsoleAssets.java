package io.nightshift.console.web;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.core.run.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** The style sheet, the scripts and the icon. Each address has the hash of its content, so a browser may keep it for good. */
final class ConsoleAssets {

    static final String PATH = "/console/assets/";
    private static final Map<String, String> TYPES = Map.of(
            "console.css", "text/css; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "htmx.min.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    private record Asset(String name, byte[] plain, byte[] zipped) {}

    private final Map<String, Asset> byAddress = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();

    ConsoleAssets() {
        TYPES.keySet().forEach(name -> {
            var plain = read(name);
            var address = PATH + Sha256.hex(plain).substring(0, 16) + "/" + name;
            byAddress.put(address, new Asset(name, plain, zipped(plain)));
            addresses.put(name, address);
        });
    }

    String address(String name) {
        return Objects.requireNonNull(addresses.get(name));
    }

    Optional<ApiResponse> answer(ApiRequest request) {
        return Optional.ofNullable(byAddress.get(request.path())).map(asset -> response(asset, request));
    }

    /** Nothing in them is secret, so that compressing them tells nothing. */
    private static ApiResponse response(Asset asset, ApiRequest request) {
        boolean zip = request.header("Accept-Encoding").contains("gzip");
        var response = ApiResponse.of(
                        200, Objects.requireNonNull(TYPES.get(asset.name())), zip ? asset.zipped() : asset.plain())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Vary", "Accept-Encoding");
        return zip ? response.header("Content-Encoding", "gzip") : response;
    }

    private static byte[] read(String name) {
        try (var in = ConsoleAssets.class.getResourceAsStream("/io/nightshift/console/assets/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zipped(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
