/**
 * What makes query-service the one address a browser needs: requests about documents are passed on
 * to ingest-service. Start at {@link io.fumikura.query.front.FrontDoor}. Depends on Vert.x and on
 * contracts' error catalogue, and on nothing else of this service.
 */
@NullMarked
package io.fumikura.query.front;

import org.jspecify.annotations.NullMarked;
