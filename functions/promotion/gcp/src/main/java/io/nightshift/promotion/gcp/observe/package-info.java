/** What Google Cloud says of an image and of a service: scans, alerts, numbers. */
@NullMarked
package io.nightshift.promotion.gcp.observe;

import org.jspecify.annotations.NullMarked;
