package io.nightshift.backup.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose processes the servers are: this process's user, or, as PostgreSQL refuses to run as root, {@code postgres} or
 * {@code nobody} in its place.
 */
record ServerUser(Optional<String> other) {

    private static final List<String> INSTEAD_OF_ROOT = List.of("postgres", "nobody");

    static ServerUser ofThisProcess() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerUser(Optional.empty());
        }
        return new ServerUser(
                INSTEAD_OF_ROOT.stream().filter(ServerUser::exists).findFirst());
    }

    private static boolean exists(String name) {
        try {
            Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    List<String> command(List<String> command) {
        var all = new ArrayList<String>();
        other.ifPresent(
                name -> all.addAll(List.of("setpriv", "--reuid=" + name, "--regid=" + group(name), "--clear-groups")));
        all.addAll(command);
        return List.copyOf(all);
    }

    private static String group(String user) {
        return user.equals("nobody") ? "nogroup" : user;
    }

    /** Makes it the owner of a folder and of all in it. */
    void own(Path folder) throws IOException {
        if (other.isEmpty()) {
            return;
        }
        var owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(other.get());
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                return give(path, owner);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                return give(path, owner);
            }
        });
    }

    private static FileVisitResult give(Path path, UserPrincipal owner) throws IOException {
        Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(owner);
        return FileVisitResult.CONTINUE;
    }
}
