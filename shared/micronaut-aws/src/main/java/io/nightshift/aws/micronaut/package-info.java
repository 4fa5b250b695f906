/** What functions on Micronaut and Lambda share. */
@NullMarked
package io.nightshift.aws.micronaut;

import org.jspecify.annotations.NullMarked;
