package io.fumikura.access.http;

/** Whether callers have to say who they are. */
public enum AccessMode {
    /** Everyone needs a credential, except for what is public. */
    CREDENTIALS,
    /** Everyone on this machine may do everything in one tenant. Only on a loopback address. */
    OPEN
}
