/**
 * The manifests in {@code deploy/rendered}, held against the Kubernetes API and our own policies.
 */
@NullMarked
package io.fumikura.cli.deploy;

import org.jspecify.annotations.NullMarked;
