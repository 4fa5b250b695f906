package io.nightshift.rotation.engine;

import io.nightshift.core.act.CallFailed;
import java.util.List;

/**
 * The keys of one user or service account, which the cloud makes itself. Every method names the account by one of its keys.
 */
public interface IssuedKeys {

    /** How many keys an account may have; inactive ones count. */
    int places();

    /**
     * All keys of the account, inactive ones as well.
     *
     * @throws CallFailed {@code UnknownKey} if the cloud does not know the key
     */
    List<IssuedKey> list(Credential key) throws CallFailed;

    /** Makes another key of the same account; its secret is shown here and never again. Not repeatable: each call makes one. */
    Credential create(Credential key) throws CallFailed;

    /** What a key can become. */
    enum Change {
        ACTIVATE,
        DEACTIVATE,
        /** Not undoable. */
        DELETE
    }

    /** Repeatable; a key that is gone is deleted. */
    void change(Credential key, String id, Change change) throws CallFailed;

    /** Proves by a harmless call who it is. A new key may be refused for some seconds. */
    LoginResult login(Credential key);
}
