/** What verifications measured, and how it changes. */
@NullMarked
package io.nightshift.backup.measure;

import org.jspecify.annotations.NullMarked;
