/** Folders that deploy Nightshift: questions, templates, files. */
@NullMarked
package io.nightshift.local.setup;

import org.jspecify.annotations.NullMarked;
