package io.fumikura.contract.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One page of the list of pages that somebody should look at, the least sure first.
 *
 * @param threshold pages of a lower confidence are listed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReviewList(
        List<DoubtfulPage> pages, long total, int offset, int limit, double threshold) {}
