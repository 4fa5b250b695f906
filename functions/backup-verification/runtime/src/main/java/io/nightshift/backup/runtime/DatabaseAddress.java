package io.nightshift.backup.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a restored database listens.
 *
 * @param authorities PEM file of the authorities for TLS with verified host name; empty for plaintext, which is only right for a
 *     server on this machine
 */
public record DatabaseAddress(String host, int port, String database, Optional<Path> authorities) {}
