package io.nightshift.local.host;

import java.util.concurrent.Callable;

/**
 * A command that a function adds to the command line. Its annotation ({@code picocli.CommandLine.Command}) gives name, summary
 * and help; its result is the exit code.
 */
public interface Command extends Callable<Integer> {}
