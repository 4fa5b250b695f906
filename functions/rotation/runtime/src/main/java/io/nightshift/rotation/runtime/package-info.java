/** Connects the playbook of rotations to a store of secrets, to the engines and to the consumers. Values exist only here. */
@NullMarked
package io.nightshift.rotation.runtime;

import org.jspecify.annotations.NullMarked;
