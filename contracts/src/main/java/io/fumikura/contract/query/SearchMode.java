package io.fumikura.contract.query;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How candidates are found before they are reranked. */
public enum SearchMode {
    /** Dense and lexical search, fused. */
    @JsonProperty("hybrid")
    HYBRID,
    /** By meaning: nearest vectors. */
    @JsonProperty("dense")
    DENSE,
    /** By words: BM25 over Japanese morphemes. */
    @JsonProperty("lexical")
    LEXICAL
}
