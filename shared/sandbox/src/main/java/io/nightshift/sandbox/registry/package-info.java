/** Image registries for tests: a fake with the OCI distribution API, Docker's own registry, and a client that pushes. */
@NullMarked
package io.nightshift.sandbox.registry;

import org.jspecify.annotations.NullMarked;
