/** What functions on Micronaut and Cloud Run share. */
@NullMarked
package io.nightshift.gcp.micronaut;

import org.jspecify.annotations.NullMarked;
