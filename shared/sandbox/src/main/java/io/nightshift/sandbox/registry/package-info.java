/**
 * Registries of images for tests: a stand-in that speaks the OCI distribution API, Docker's own, and someone who
 * pushes.
 */
@NullMarked
package io.nightshift.sandbox.registry;

import org.jspecify.annotations.NullMarked;
