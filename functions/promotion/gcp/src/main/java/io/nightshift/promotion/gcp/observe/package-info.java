/** Google Cloud's data about an image and a service: scans, alerts, metrics. */
@NullMarked
package io.nightshift.promotion.gcp.observe;

import org.jspecify.annotations.NullMarked;
