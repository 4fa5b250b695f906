/** The local target: versions of a service as processes of this machine, behind an nginx that gives each its share. */
@NullMarked
package io.nightshift.promotion.nginx;

import org.jspecify.annotations.NullMarked;
