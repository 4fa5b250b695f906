/** What Google Cloud says of an image and of a service: scans, alerts, numbers. */
@NullMarked
package io.nightshift.promotion.gcp.look;

import org.jspecify.annotations.NullMarked;
