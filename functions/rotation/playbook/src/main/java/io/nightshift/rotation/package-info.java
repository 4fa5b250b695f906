/** Secret rotation: the pure playbook. It sees names and version ids of secrets, never a value. */
@NullMarked
package io.nightshift.rotation;

import org.jspecify.annotations.NullMarked;
