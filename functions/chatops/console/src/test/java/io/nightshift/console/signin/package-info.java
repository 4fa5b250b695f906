@org.jspecify.annotations.NullMarked
package io.nightshift.console.signin;
