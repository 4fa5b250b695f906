/** The console in a browser. */
@org.jspecify.annotations.NullMarked
package io.nightshift.local.console;
