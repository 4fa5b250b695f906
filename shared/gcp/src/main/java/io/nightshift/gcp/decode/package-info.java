/**
 * Decodes Google Cloud's payloads into signals: Pub/Sub and Eventarc envelopes, Cloud Monitoring, Cloud Logging and audit
 * logs.
 */
@NullMarked
package io.nightshift.gcp.decode;

import org.jspecify.annotations.NullMarked;
