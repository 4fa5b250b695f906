/** Rotation on Google Cloud: secrets in Secret Manager. */
@NullMarked
package io.nightshift.rotation.gcp;

import org.jspecify.annotations.NullMarked;
