package io.nightshift.backup.postgres;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A base backup and the WAL after it.
 *
 * @param files the folder that pg_basebackup wrote: plain, or {@code base.tar} and its neighbours
 * @param wal the folder of archived segments, each as it is or with {@code .gz}; empty if the backup holds all the WAL that it needs
 * @param restorePoint the name given to {@code pg_create_restore_point} after the heartbeat; empty to recover to the end of the WAL,
 *     which does not notice that the newest segments are missing
 * @param database the one to check
 * @param superuser a superuser of the source
 */
public record BaseBackup(
        Path files, Optional<Path> wal, Optional<String> restorePoint, String database, String superuser) {}
