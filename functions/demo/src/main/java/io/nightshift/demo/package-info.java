/** The demo's shop: a small service, its images, the registry and the proxy around it, and its users. All of it is real. */
@NullMarked
package io.nightshift.demo;

import org.jspecify.annotations.NullMarked;
